/** What subgraphs tell the gateway of a request, for the audit log. No client sees these headers. */

/** The namespaces in which it took place, URI-encoded, with commas between. */
export const namespacesHeader = 'x-namespaces'
/** The ids of what a request at another door than GraphQL acted upon, with commas between. */
export const idsHeader = 'x-ids'
/** Of a namespace. Longer ones name nothing, and could fill the header. */
export const maxNameLength = 96

/** Where clients of the Hugging Face Hub read what was wrong, also of an answer to HEAD, which has no body. */
export const errorMessageHeader = 'x-error-message'
/** A text as a header may hold it. */
export const toHeader = (text: string): string =>
  text.replace(/[^\u0020-\u007e]+/g, ' ').slice(0, 1_000)
