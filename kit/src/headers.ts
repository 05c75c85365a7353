/** What subgraphs tell the gateway of a request, for the audit log. No client sees these headers. */

/** The namespaces in which it took place, URI-encoded, with commas between. */
export const namespacesHeader = 'x-namespaces'
/** The ids of what a request at another door than GraphQL acted upon, with commas between. */
export const idsHeader = 'x-ids'
/** Of a namespace. Longer ones name nothing, and could fill the header. */
export const maxNameLength = 96
