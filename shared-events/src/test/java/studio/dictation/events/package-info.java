/** The published language is kept: names, samples, golden files, document. */
@NullMarked
package studio.dictation.events;

import org.jspecify.annotations.NullMarked;
