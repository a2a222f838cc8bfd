/** Tokens, passwords and who may do what. */
@NullMarked
package studio.dictation.app.security;

import org.jspecify.annotations.NullMarked;
