package studio.dictation.query.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers the e-mails of accounts: an account's e-mail never changes, so what was learned once stays true. */
public final class Names {
    private static final int MOST = 100_000;
    private final Map<UUID, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, String> eldest) {
            return size() > MOST;
        }
    };

    @Nullable String get(UUID account) {
        return known.get(account);
    }

    void learn(Map<UUID, String> names) {
        known.putAll(names);
    }

    boolean knows(Key key, Map<UUID, String> justNamed) {
        var owner = key.owner();
        return owner == null || justNamed.containsKey(owner) || known.containsKey(owner);
    }

    String text(Key key, Map<UUID, String> justNamed) {
        return key.text(account -> {
            var name = justNamed.containsKey(account) ? justNamed.get(account) : known.get(account);
            if (name == null) {
                throw new IllegalStateException("No e-mail is known for " + account);
            }
            return name;
        });
    }
}
