package studio.dictation.command.identity;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;

/**
 * Changes what somebody may choose for their account, all of it or nothing; what is absent stays, and nothing happens if all
 * is the same. Of the settings of the dictation page only those that change need be named.
 *
 * @param accountId       the account
 * @param username        3 to 50 characters; surrounding white space is dropped
 * @param avatar          address of a picture, at most 2,048 characters; empty for none
 * @param language        {@code en}, {@code zh}, {@code zhTraditional}, {@code zh_TW}, {@code ja} or {@code ko}
 * @param dictationConfig settings to be merged with those there are: {@code playback_speed} a number, {@code auto_repeat} a
 *                        whole one, {@code shortcuts} an object of texts, {@code language} a text or null, others as they
 *                        come; together, after merging, at most 200 values of 10,000 characters, nested at most 5 deep
 */
public record ChangeConfig(
        UUID accountId,
        @Nullable String username,
        @Nullable String avatar,
        @Nullable String language,
        Map<String, @Nullable Object> dictationConfig) implements Command {
    public ChangeConfig {
        username = username == null ? null : username.strip();
        dictationConfig = ConfigBounds.plain(dictationConfig);
        var checks = new Checks();
        if (username != null) {
            Profile.checkUsername(checks, username);
        }
        if (avatar != null) {
            Profile.checkAvatar(checks, avatar);
        }
        if (language != null) {
            ConfigBounds.checkLanguage(checks, language);
        }
        ConfigBounds.checkTypes(checks, dictationConfig);
        ConfigBounds.checkSize(checks, dictationConfig);
        checks.orRefuse();
    }

    /** Whether it names nothing to change. */
    public boolean isEmpty() {
        return username == null && avatar == null && language == null && dictationConfig.isEmpty();
    }

    @Override
    public String streamId() {
        return Account.streamId(accountId);
    }

    @Override
    public String toString() {
        return "ChangeConfig[%s]".formatted(accountId);
    }
}
