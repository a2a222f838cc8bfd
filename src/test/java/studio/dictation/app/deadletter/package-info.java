/** Events that projections have set aside, as operators and learners meet them. */
@NullMarked
package studio.dictation.app.deadletter;

import org.jspecify.annotations.NullMarked;
