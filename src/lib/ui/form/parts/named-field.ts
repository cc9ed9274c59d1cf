export interface NamedField {
  /** Where a link to it leads. */
  readonly id: string;
  /** What stands above it; nothing for a single box, whose words are a whole sentence. */
  readonly label: string;
}

/** The control of a form that goes by this name, as the reader sees it; null: there is none. */
export function namedField(form: HTMLFormElement | null | undefined, name: string): NamedField | null {
  const found = form?.elements.namedItem(name) ?? null;
  const control = found instanceof RadioNodeList ? found[0] : found;
  if (!(control instanceof HTMLElement) || !form) return null;
  const isOneOfSeveral = control instanceof HTMLInputElement && ['radio', 'checkbox'].includes(control.type);
  const group =
    control instanceof HTMLFieldSetElement ? control : isOneOfSeveral && control.closest('fieldset');
  if (group) return { id: group.id || control.id, label: ownWords(group.querySelector('legend')) };
  const label = [...form.querySelectorAll('label')].find(({ htmlFor }) => htmlFor === control.id);
  return { id: control.id, label: isOneOfSeveral ? '' : ownWords(label) };
}

/** Without what stands in it in an element of its own, such as “optional”. */
function ownWords(element: Element | null | undefined): string {
  const texts = [...(element?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  return texts
    .map((node) => node.textContent?.trim() ?? '')
    .join(' ')
    .trim();
}
