/** Tests of the wiring. */
@NullMarked
package studio.dictation.app.config;

import org.jspecify.annotations.NullMarked;
