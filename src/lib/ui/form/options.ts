export type Option = { value: string; label: string; hint?: string; disabled?: boolean };
export type OptionGroup = { group: string; options: readonly Option[] };
