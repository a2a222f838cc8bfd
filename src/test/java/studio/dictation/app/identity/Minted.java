package studio.dictation.app.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token made by hand, as the former service, a provider or a forger would make it.
 *
 * @param claims what it says
 */
public record Minted(Map<String, Object> claims) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** As the former service made them; its refresh tokens had no end. */
    public static Minted formerly(String email, String type, Instant at) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", email, "jti", UUID.randomUUID().toString(), "type", type,
                "fresh", false, "iat", at.getEpochSecond(), "nbf", at.getEpochSecond()));
        if (type.equals("access")) {
            claims.put("exp", at.plus(Duration.ofHours(2)).getEpochSecond());
        }
        return new Minted(claims);
    }

    /** A Google ID token of that address, for a client. */
    public static Minted byGoogle(String email, String client, Instant at) {
        return new Minted(Map.of("iss", "https://accounts.google.com", "aud", client, "sub", "1", "email", email,
                "email_verified", true, "name", "Ann of Google", "picture", "https://img.example.org/g.png",
                "iat", at.getEpochSecond(), "exp", at.plusSeconds(3_600).getEpochSecond()));
    }

    /** A Supabase access token of that address, which the project has confirmed. */
    public static Minted bySupabase(String email, Instant at) {
        return new Minted(Map.of("iss", "https://project.supabase.co/auth/v1", "aud", "authenticated", "role", "authenticated",
                "sub", UUID.randomUUID().toString(), "email", email, "is_anonymous", false,
                "iat", at.getEpochSecond(), "exp", at.plusSeconds(3_600).getEpochSecond(),
                "app_metadata", Map.of("provider", "email", "providers", List.of("email")),
                "user_metadata", Map.of("email_verified", true, "full_name", "Ann of Supabase",
                        "avatar_url", "https://img.example.org/s.png")))
                .with("amr", List.of(Map.of("method", "password", "timestamp", at.getEpochSecond())));
    }

    /** What a token says. */
    public static JsonNode claimsOf(@Nullable String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(String.valueOf(token).split("\\.", -1)[1]));
    }

    /** The same with another claim; null takes it out. */
    public Minted with(String claim, @Nullable Object value) {
        Map<String, Object> changed = new HashMap<>(claims);
        if (value == null) {
            changed.remove(claim);
        } else {
            changed.put(claim, value);
        }
        return new Minted(changed);
    }

    public String id() {
        return String.valueOf(claims.get("jti"));
    }

    public String hs256(byte[] secret) {
        return signed("HS256", null, text -> mac(secret, text));
    }

    public String hs256(String secret) {
        return hs256(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Signed with HS256, but with the id of a public key. */
    public String hs256(byte[] secret, String keyId) {
        return signed("HS256", keyId, text -> mac(secret, text));
    }

    public String rs256(PrivateKey key, String keyId) {
        return signed("RS256", keyId, text -> sign("SHA256withRSA", key, text));
    }

    public String es256(PrivateKey key, String keyId) {
        return signed("ES256", keyId, text -> sign("SHA256withECDSAinP1363Format", key, text));
    }

    public String unsigned() {
        return signed("none", null, text -> new byte[0]);
    }

    private static byte[] mac(byte[] secret, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] text) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        return signature.sign();
    }

    private String signed(String algorithm, @Nullable String keyId, Signer signer) {
        Map<String, Object> header = new HashMap<>(Map.of("alg", algorithm, "typ", "JWT"));
        if (keyId != null) {
            header.put("kid", keyId);
        }
        var text = BASE64.encodeToString(JSON.writeValueAsBytes(header)) + "."
                + BASE64.encodeToString(JSON.writeValueAsBytes(claims));
        try {
            return text + "." + BASE64.encodeToString(signer.sign(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Signs a text. */
    private interface Signer {
        byte[] sign(byte[] text) throws GeneralSecurityException;
    }
}
