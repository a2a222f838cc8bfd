/** Who is calling: passwords, tokens, and which routes are open to whom. */
@NullMarked
package studio.dictation.app.security;

import org.jspecify.annotations.NullMarked;
