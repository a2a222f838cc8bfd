/** Accounts and sign-ins over HTTP. */
@NullMarked
package studio.dictation.app.identity;

import org.jspecify.annotations.NullMarked;
