/** The real PostgreSQL and Redis that the service starts by itself when none are named. */
@NullMarked
package studio.dictation.app.embedded;

import org.jspecify.annotations.NullMarked;
