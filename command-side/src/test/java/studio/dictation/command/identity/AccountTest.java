package studio.dictation.command.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.Rejection;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.identity.DictationConfigChanged;
import studio.dictation.events.identity.EmailVerified;
import studio.dictation.events.identity.LanguageChosen;
import studio.dictation.events.identity.PasswordChanged;
import studio.dictation.events.identity.PasswordRemoved;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.events.identity.ProfileChanged;
import studio.dictation.events.identity.RoleGranted;
import studio.dictation.events.identity.SessionsEnded;
import studio.dictation.rules.DictationConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AccountTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000b0b0");
    private static final Email ADDRESS = new Email("ada@example.org");
    private static final PasswordVerifier PASSWORD = PasswordVerifier.of(new byte[64], 600_000);
    private static final PasswordVerifier OTHER = PasswordVerifier.of(new byte[64], 700_000);

    private final KnownAddresses addresses = new KnownAddresses();
    private final KnownAdmins admins = new KnownAdmins();
    private AggregateTestFixture<Account> account;

    @BeforeEach
    void atNow() {
        account = new AggregateTestFixture<>(Account.class);
        account.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
        account.registerInjectableResource(addresses);
        account.registerInjectableResource(admins);
    }

    @Nested
    class Registering {
        @Test
        void opensAnAccount() {
            account.givenNoPriorActivity().when(register(Role.USER)).expectEvents(registered(Role.USER));
            assertThat(addresses.knows(ADDRESS)).isTrue();
            assertThat(admins.accounts()).isEmpty();
        }

        @Test
        void needsNoPasswordForThoseWhoSignInElsewhere() {
            account.givenNoPriorActivity()
                    .when(new RegisterAccount(ADA, ADDRESS, "Ada", "", null, Role.USER))
                    .expectEvents(new AccountRegistered(ADA, "ada@example.org", "Ada", "", null, "User", "en", NOW));
        }

        @Test
        void isRefusedForAnAddressThatAnotherHas() {
            addresses.claim(ADDRESS, BOB);
            account.givenNoPriorActivity().when(register(Role.USER))
                    .expectException(EmailTaken.class)
                    .expectExceptionMessage("User with this email already exists").expectNoEvents();
        }

        @Test
        void twiceOpensOneAccount() {
            account.givenCommands(register(Role.USER)).when(register(Role.USER)).expectNoEvents();
        }

        @Test
        void asTheFirstAdministratorIsAllowed() {
            account.givenNoPriorActivity().when(register(Role.ADMIN)).expectEvents(registered(Role.ADMIN));
            assertThat(admins.accounts()).containsExactly(ADA);
        }

        @Test
        void asAFurtherAdministratorIsRefused() {
            admins.add(BOB);
            account.givenNoPriorActivity().when(register(Role.ADMIN))
                    .expectException(AdminExists.class).expectNoEvents();
            assertThat(admins.accounts()).containsExactly(BOB);
        }

        @Test
        void dropsWhiteSpaceAroundTheName() {
            assertThat(new RegisterAccount(ADA, ADDRESS, " Ada ", "", null, Role.USER).username()).isEqualTo("Ada");
        }

        @Test
        void isRefusedWithANameOfTwoOrFiftyOneCharacters() {
            assertRefused(() -> registerAs("Al"), "username");
            assertRefused(() -> registerAs("a".repeat(51)), "username");
            assertRefused(() -> registerAs("   "), "username");
            assertRefused(() -> registerAs("Ada\ud800"), "username");
            assertThat(registerAs("a".repeat(50)).username()).hasSize(50);
            assertThat(registerAs("Åsa").username()).hasSize(3);
        }

        @Test
        void isRefusedWithAnEndlessPictureAddress() {
            assertRefused(() -> new RegisterAccount(ADA, ADDRESS, "Ada", "x".repeat(2_049), null, Role.USER), "avatar");
        }

        private RegisterAccount registerAs(String username) {
            return new RegisterAccount(ADA, ADDRESS, username, "", null, Role.USER);
        }
    }

    @Nested
    class ChangingTheProfile {
        @Test
        void storesWhatItIsNow() {
            account.given(registered(Role.USER)).when(new ChangeProfile(ADA, "Countess", "https://img.example/a.png"))
                    .expectEvents(new ProfileChanged(ADA, "Countess", "https://img.example/a.png", NOW));
        }

        @Test
        void twiceStoresItOnce() {
            account.given(registered(Role.USER), new ProfileChanged(ADA, "Countess", "", NOW))
                    .when(new ChangeProfile(ADA, "Countess", "")).expectNoEvents();
        }

        @Test
        void needsAnAccount() {
            account.givenNoPriorActivity().when(new ChangeProfile(ADA, "Countess", ""))
                    .expectException(AggregateNotFoundException.class);
        }

        @Test
        void isRefusedWithAShortName() {
            assertRefused(() -> new ChangeProfile(ADA, "Al", ""), "username");
        }
    }

    @Nested
    class ChangingTheConfiguration {
        @Test
        void storesEveryPartAsItIsNow() {
            account.given(registered(Role.USER))
                    .when(new ChangeConfig(ADA, " Countess ", null, "ko", Map.of("shortcuts", Map.of("next", "Space"))))
                    .expectEvents(
                            new ProfileChanged(ADA, "Countess", "", NOW),
                            new LanguageChosen(ADA, "ko", NOW),
                            new DictationConfigChanged(ADA, DictationConfig.merged(DictationConfig.DEFAULT,
                                    Map.of("shortcuts", Map.of("next", "Space"))), NOW));
        }

        @Test
        void buildsOnWhatWasChosenBefore() {
            var before = DictationConfig.merged(DictationConfig.DEFAULT, Map.of("playback_speed", 1.5));
            account.given(registered(Role.USER), new DictationConfigChanged(ADA, before, NOW))
                    .when(config(Map.of("auto_repeat", 2)))
                    .expectEvents(new DictationConfigChanged(
                            ADA, DictationConfig.merged(before, Map.of("auto_repeat", 2)), NOW));
        }

        @Test
        void keepsTheNameWhenOnlyThePictureChanges() {
            account.given(registered(Role.USER)).when(new ChangeConfig(ADA, null, "https://img.example/a.png", null, Map.of()))
                    .expectEvents(new ProfileChanged(ADA, "Ada", "https://img.example/a.png", NOW));
        }

        @Test
        void storesNothingThatIsTheSame() {
            account.given(registered(Role.USER))
                    .when(new ChangeConfig(ADA, "Ada", "", "en", Map.of("playback_speed", 1.0, "auto_repeat", 0)))
                    .expectNoEvents();
            assertThat(new ChangeConfig(ADA, null, null, null, Map.of()).isEmpty()).isTrue();
        }

        @Test
        void needsAnAccount() {
            account.givenNoPriorActivity().when(config(Map.of("auto_repeat", 2)))
                    .expectException(AggregateNotFoundException.class);
        }

        @Test
        void isRefusedForALanguageNobodySpeaksHere() {
            assertRefused(() -> new ChangeConfig(ADA, null, null, "tlh", Map.of()), "language");
            for (var language : List.of("en", "zh", "zhTraditional", "zh_TW", "ja", "ko")) {
                assertThat(new ChangeConfig(ADA, null, null, language, Map.of()).language()).isEqualTo(language);
            }
        }

        @Test
        void isRefusedForSettingsOfAnotherType() {
            assertRefused(() -> config(Map.of("playback_speed", "fast")), "dictation_config.playback_speed");
            assertRefused(() -> config(Map.of("auto_repeat", 1.5)), "dictation_config.auto_repeat");
            assertRefused(() -> config(Map.of("auto_repeat", 3_000_000_000L)), "dictation_config.auto_repeat");
            assertRefused(() -> config(Map.of("shortcuts", List.of())), "dictation_config.shortcuts");
            assertRefused(() -> config(Map.of("shortcuts", Map.of("next", 1))), "dictation_config.shortcuts.next");
            assertRefused(() -> config(Map.of("language", 1)), "dictation_config.language");
        }

        @Test
        void isRefusedForTooMuchOfIt() {
            Object deep = 1;
            for (int i = 0; i < 5; i++) {
                deep = List.of(deep);
            }
            var tooDeep = deep;
            assertRefused(() -> config(Map.of("a", tooDeep)), "dictation_config");
            assertRefused(() -> config(Map.of("a", Collections.nCopies(200, 1))), "dictation_config");
            assertRefused(() -> config(Map.of("a", "x".repeat(10_000))), "dictation_config");
            assertRefused(() -> config(Map.of("a", Double.POSITIVE_INFINITY)), "dictation_config");
            assertRefused(() -> config(Map.of("\ud800", 1)), "dictation_config");
            assertThat(config(Map.of("a", "x".repeat(9_999))).dictationConfig()).hasSize(1);
        }

        @Test
        void isRefusedWhenItBecomesTooMuchInTheEnd() {
            account.given(registered(Role.USER), new DictationConfigChanged(ADA, Map.of("a", "x".repeat(6_000)), NOW))
                    .when(config(Map.of("b", "x".repeat(6_000)))).expectException(InvalidInput.class).expectNoEvents();
        }

        @Test
        void printsNothingOfIt() {
            assertThat(new ChangeConfig(ADA, "Countess", null, null, Map.of("a", "b")).toString())
                    .isEqualTo("ChangeConfig[" + ADA + "]");
        }

        private ChangeConfig config(Map<String, @Nullable Object> changes) {
            return new ChangeConfig(ADA, null, null, null, changes);
        }
    }

    @Nested
    class GrantingARole {
        @Test
        void makesAnAdministrator() {
            account.given(registered(Role.USER)).when(new GrantRole(ADA, Role.ADMIN))
                    .expectEvents(new RoleGranted(ADA, "Admin", NOW));
            assertThat(admins.accounts()).containsExactly(ADA);
        }

        @Test
        void takesAnAdministratorOut() {
            admins.add(ADA);
            admins.add(BOB);
            account.given(registered(Role.ADMIN)).when(new GrantRole(ADA, Role.USER))
                    .expectEvents(new RoleGranted(ADA, "User", NOW));
            assertThat(admins.accounts()).containsExactly(BOB);
        }

        @Test
        void leavesTheLastAdministratorInPlace() {
            admins.add(ADA);
            account.given(registered(Role.ADMIN)).when(new GrantRole(ADA, Role.USER))
                    .expectException(LastAdmin.class)
                    .expectExceptionMessage("The last administrator can't be demoted").expectNoEvents();
            assertThat(admins.accounts()).containsExactly(ADA);
            assertThat(new LastAdmin().kind()).isEqualTo(Rejection.Kind.CONFLICT);
        }

        @Test
        void demotesWhoeverIsNoAdministratorAnyMoreForOthers() {
            admins.add(BOB);
            account.given(registered(Role.ADMIN)).when(new GrantRole(ADA, Role.USER))
                    .expectEvents(new RoleGranted(ADA, "User", NOW));
        }

        @Test
        void twiceGrantsItOnce() {
            account.given(registered(Role.USER), new RoleGranted(ADA, "Admin", NOW))
                    .when(new GrantRole(ADA, Role.ADMIN)).expectNoEvents();
        }

        @Test
        void knowsTwoRolesOnly() {
            assertThat(Role.of("admin")).isEqualTo(Role.ADMIN);
            assertThat(Role.of("User")).isEqualTo(Role.USER);
            assertRefused(() -> Role.of("root"), "role");
        }
    }

    @Nested
    class EndingAllSessions {
        @Test
        void beginsTheNextGenerationOfTokens() {
            account.given(registered(Role.USER)).when(new EndSessions(ADA)).expectEvents(new SessionsEnded(ADA, 1, NOW));
        }

        @Test
        void twiceEndsThoseFromInBetweenToo() {
            account.given(registered(Role.USER), new SessionsEnded(ADA, 1, NOW)).when(new EndSessions(ADA))
                    .expectEvents(new SessionsEnded(ADA, 2, NOW));
        }

        @Test
        void needsAnAccount() {
            account.givenNoPriorActivity().when(new EndSessions(ADA)).expectException(AggregateNotFoundException.class);
        }
    }

    @Nested
    class ChangingThePassword {
        @Test
        void endsAllSessions() {
            account.given(registered(Role.USER), new SessionsEnded(ADA, 4, NOW)).when(new ChangePassword(ADA, PASSWORD, OTHER))
                    .expectEvents(new PasswordChanged(ADA, OTHER, NOW), new SessionsEnded(ADA, 5, NOW));
        }

        @Test
        void twiceChangesItOnce() {
            account.givenCommands(register(Role.USER), new ChangePassword(ADA, PASSWORD, OTHER))
                    .when(new ChangePassword(ADA, PASSWORD, OTHER)).expectNoEvents();
        }

        @Test
        void isRefusedIfItIsAnotherThanTheOneThatWasProven() {
            var third = PasswordVerifier.of(new byte[64], 800_000);
            account.given(registered(Role.USER), new PasswordChanged(ADA, OTHER, NOW))
                    .when(new ChangePassword(ADA, PASSWORD, third))
                    .expectException(PasswordChangedMeanwhile.class).expectNoEvents();
        }

        @Test
        void isRefusedIfThereIsNoneAnyMore() {
            account.given(registered(Role.USER), new PasswordRemoved(ADA, NOW))
                    .when(new ChangePassword(ADA, PASSWORD, OTHER))
                    .expectException(PasswordChangedMeanwhile.class).expectNoEvents();
        }

        @Test
        void givesAFirstOneToAnAccountThatHasNone() {
            account.given(registered(Role.USER), new PasswordRemoved(ADA, NOW)).when(new ChangePassword(ADA, null, OTHER))
                    .expectEvents(new PasswordChanged(ADA, OTHER, NOW), new SessionsEnded(ADA, 1, NOW));
        }
    }

    @Nested
    class UpgradingTheVerifier {
        @Test
        void keepsSessions() {
            account.given(registered(Role.USER)).when(new UpgradePassword(ADA, PASSWORD, OTHER))
                    .expectEvents(new PasswordChanged(ADA, OTHER, NOW));
        }

        @Test
        void twiceUpgradesOnce() {
            account.givenCommands(register(Role.USER), new UpgradePassword(ADA, PASSWORD, OTHER))
                    .when(new UpgradePassword(ADA, PASSWORD, PasswordVerifier.of(new byte[64], 800_000))).expectNoEvents();
        }

        @Test
        void bringsNoRemovedPasswordBack() {
            account.given(registered(Role.USER), new PasswordRemoved(ADA, NOW))
                    .when(new UpgradePassword(ADA, PASSWORD, OTHER)).expectNoEvents();
        }
    }

    @Nested
    class VerifyingTheAddress {
        @Test
        void removesAPasswordThatAnybodyMayHaveSetAndEndsAllSessions() {
            account.given(registered(Role.USER)).when(new VerifyEmail(ADA)).expectEvents(
                    new EmailVerified(ADA, NOW), new PasswordRemoved(ADA, NOW), new SessionsEnded(ADA, 1, NOW));
        }

        @Test
        void endsSessionsThatNothingWasProvenForEvenWithoutAPassword() {
            account.givenCommands(new RegisterAccount(ADA, ADDRESS, "Ada", "", null, Role.USER)).when(new VerifyEmail(ADA))
                    .expectEvents(new EmailVerified(ADA, NOW), new SessionsEnded(ADA, 1, NOW));
        }

        @Test
        void againKeepsAPasswordThatWasSetLater() {
            account.givenCommands(register(Role.USER), new VerifyEmail(ADA), new ChangePassword(ADA, null, OTHER))
                    .when(new VerifyEmail(ADA)).expectNoEvents();
        }

        @Test
        void isPartOfOpeningAnAccountThatIsProven() {
            account.givenNoPriorActivity().when(new RegisterVerifiedAccount(ADA, ADDRESS, "Ada", "")).expectEvents(
                    new AccountRegistered(ADA, "ada@example.org", "Ada", "", null, "User", "en", NOW),
                    new EmailVerified(ADA, NOW));
        }

        @Test
        void openingOneTwiceOpensOneAccount() {
            account.givenCommands(new RegisterVerifiedAccount(ADA, ADDRESS, "Ada", ""))
                    .when(new RegisterVerifiedAccount(ADA, ADDRESS, "Ada", "")).expectNoEvents();
        }

        @Test
        void openingOneIsRefusedForAnAddressThatAnotherHas() {
            addresses.claim(ADDRESS, BOB);
            account.givenNoPriorActivity().when(new RegisterVerifiedAccount(ADA, ADDRESS, "Ada", ""))
                    .expectException(EmailTaken.class).expectNoEvents();
        }
    }

    private static void assertRefused(Runnable asking, String field) {
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(asking::run).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Rejection.Kind.INVALID);
            assertThat(refusal.errors()).extracting(FieldError::field).containsOnly(field);
        });
    }

    private static RegisterAccount register(Role role) {
        return new RegisterAccount(ADA, ADDRESS, "Ada", "", PASSWORD, role);
    }

    private static AccountRegistered registered(Role role) {
        return new AccountRegistered(ADA, "ada@example.org", "Ada", "", PASSWORD, role.text(), "en", NOW);
    }
}
