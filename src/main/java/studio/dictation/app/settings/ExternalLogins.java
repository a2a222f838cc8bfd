package studio.dictation.app.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What proves who somebody is besides a password.
 *
 * @param googleClientId whose Google ID tokens are accepted; null for none
 * @param googleKeys     where Google's keys are
 * @param supabaseSecret what a Supabase project signs its access tokens with; null if it has no shared secret
 * @param supabaseKeys   where a Supabase project's public keys are; null if it has none
 * @param legacy         whether an account without a password may be used by whoever names its address
 */
public record ExternalLogins(
        @Nullable String googleClientId,
        URI googleKeys,
        @Nullable JwtSecret supabaseSecret,
        @Nullable URI supabaseKeys,
        boolean legacy) {}
