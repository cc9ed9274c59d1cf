import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ out: 'build', precompress: true }),
    // server.ts repeats the strict directives on every response, prerendered pages included;
    // Kit's own policy supplies the hashes and nonces of its inline start-up script.
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // Kit's route announcer, the one style attribute that exists; a test reads the hash from the build.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self', 'blob:'],
        'manifest-src': ['self'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'object-src': ['none'],
        'frame-ancestors': ['none'],
      },
    },
    // Our own Origin/Sec-Fetch check in hooks.server.ts covers every write, not only forms.
    csrf: { trustedOrigins: ['*'] },
    typescript: {
      config: (config) => {
        delete config.compilerOptions.paths;
        config.include = [];
        return config;
      },
    },
    // The booth alone is a static file; what it links to is not.
    prerender: { entries: ['/booth'], crawl: false },
    version: { pollInterval: 0 },
  },
};
