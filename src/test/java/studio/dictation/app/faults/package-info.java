/**
 * Real processes under load whose machine fails: services, PostgreSQL and Redis are killed and stopped, lose their data and their
 * connections, as a seed says; then the history of all requests is held against what the stores contain.
 */
@NullMarked
package studio.dictation.app.faults;

import org.jspecify.annotations.NullMarked;
