export interface Column {
  readonly key: string;
  readonly label: string;
  /** Set flush right, in figures of one width. */
  readonly numeric?: boolean;
  /** The heading is a link that sorts; `direction` says how it is sorted now. */
  readonly sort?: { readonly href: string; readonly direction?: 'ascending' | 'descending' | undefined };
}
