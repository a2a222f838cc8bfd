package studio.dictation.app.settings;

import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL database that keeps the events.
 *
 * @param url JDBC URL
 * @param user role to connect as; null leaves it to the URL
 * @param password its password; null leaves it to the URL or to the server's rules
 */
public record PostgresAddress(String url, @Nullable String user, @Nullable Secret password) {
    // A URL may carry a password in its query.
    @Override
    public String toString() {
        return "PostgresAddress[url=" + url.replaceFirst("\\?.*", "") + ", user=" + user + "]";
    }
}
