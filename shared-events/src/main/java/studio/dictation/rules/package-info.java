/** Rules that deciding and remembering share: pure functions of facts and time. */
@NullMarked
package studio.dictation.rules;

import org.jspecify.annotations.NullMarked;
