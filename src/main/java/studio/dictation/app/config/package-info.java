/** Wiring and nothing else. */
@NullMarked
package studio.dictation.app.config;

import org.jspecify.annotations.NullMarked;
