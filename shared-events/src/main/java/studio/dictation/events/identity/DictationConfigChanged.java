package studio.dictation.events.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.PersonalData;

/**
 * Somebody changed the settings of the dictation page.
 *
 * @param accountId       the account
 * @param dictationConfig all settings as they are now: a JSON object to which clients may add members of their own
 * @param occurredAt      when it was decided; UTC, milliseconds, server clock
 */
@PersonalData
@Revision("1")
public record DictationConfigChanged(UUID accountId, Map<String, @Nullable Object> dictationConfig, Instant occurredAt)
        implements IdentityEvent {
    public DictationConfigChanged {
        dictationConfig = Collections.unmodifiableMap(new LinkedHashMap<>(dictationConfig));
    }
}
