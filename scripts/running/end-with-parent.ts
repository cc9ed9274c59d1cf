/** Loaded before a server we start: without us nobody would stop it, so it ends in good order when we are gone. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
