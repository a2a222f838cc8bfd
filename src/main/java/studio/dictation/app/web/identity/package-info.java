/** Accounts over HTTP: register, sign in, sign out. */
@NullMarked
package studio.dictation.app.web.identity;

import org.jspecify.annotations.NullMarked;
