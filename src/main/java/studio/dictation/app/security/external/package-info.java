/** Proof of identity by others: Google ID tokens and Supabase access tokens. Knows no account. */
@NullMarked
package studio.dictation.app.security.external;

import org.jspecify.annotations.NullMarked;
