package studio.dictation.command.identity;

import studio.dictation.command.kernel.Checks;

/** The bounds of what people say about themselves. */
final class Profile {
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 50;
    private static final int MAX_AVATAR = 2_048;

    private Profile() {}

    static void check(String username, String avatar) {
        var checks = new Checks();
        checkUsername(checks, username);
        checkAvatar(checks, avatar);
        checks.orRefuse();
    }

    static void checkUsername(Checks checks, String username) {
        checks.text("username", username, MIN_NAME, MAX_NAME);
    }

    static void checkAvatar(Checks checks, String avatar) {
        checks.text("avatar", avatar, 0, MAX_AVATAR);
    }
}
