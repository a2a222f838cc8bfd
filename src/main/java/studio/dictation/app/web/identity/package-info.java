/** Accounts over HTTP: register, sign in, sign out; settings; roles and lists for administrators. */
@NullMarked
package studio.dictation.app.web.identity;

import org.jspecify.annotations.NullMarked;
