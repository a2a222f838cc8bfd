/** Runs everything: HTTP, security, adapters, embedded stores. */
@NullMarked
package studio.dictation.app;

import org.jspecify.annotations.NullMarked;
