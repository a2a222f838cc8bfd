/** What the service answers while a store is away, and afterwards. */
@NullMarked
package studio.dictation.app.outage;

import org.jspecify.annotations.NullMarked;
