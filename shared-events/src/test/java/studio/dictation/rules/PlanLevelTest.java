package studio.dictation.rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlanLevelTest {
    @ParameterizedTest
    @CsvSource({
        "36500, PREMIUM", "91, PREMIUM", "90, PREMIUM", "89, PRO", "60, PRO", "59, BASIC", "1, BASIC", "0, FREE", "-1, FREE"
    })
    void daysStandForALevel(int days, PlanLevel level) {
        assertThat(PlanLevel.forDays(days)).isEqualTo(level);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(PlanLevel level) {
        assertThat(PlanLevel.of(level.text())).contains(level);
    }

    @ParameterizedTest
    @CsvSource({"FREE, 0", "BASIC, 30", "PRO, 90", "PREMIUM, 180"})
    void isSoldForDaysOfItsOwn(PlanLevel level, int days) {
        assertThat(level.catalogueDays()).isEqualTo(days);
    }

    @Test
    void isNotFoundByAnotherName() {
        assertThat(PlanLevel.of("premium")).isEmpty();
    }

    @Test
    void onlyFreeIsUnpaid() {
        assertThat(PlanLevel.values()).filteredOn(level -> !level.isPaid()).containsExactly(PlanLevel.FREE);
    }

    @Test
    void higherLevelsComeLater() {
        assertThat(PlanLevel.values()).extracting(PlanLevel::text).containsExactly("Free", "Basic", "Pro", "Premium");
    }
}
