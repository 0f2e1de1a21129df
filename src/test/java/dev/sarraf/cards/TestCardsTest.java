package dev.sarraf.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestCardsTest {
    static Iterable<TestCard> all() {
        return TestCards.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_published_number_is_of_the_brand_it_is_published_under(TestCard card) {
        assertThat(Brand.of(card.number())).isEqualTo(card.brand());
        assertThat(TestCards.isPublished(card.number())).isTrue();
        assertThat(TestCards.find(card.number())).contains(card);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_card_that_is_shown_keeps_its_digits(TestCard card) {
        assertThat(card.toString()).doesNotContain(card.number().reveal()).doesNotContainPattern("[0-9]{5}");
    }

    @Test
    void exactly_two_published_numbers_have_a_wrong_check_digit() {
        assertThat(TestCards.all().stream().map(TestCard::number).filter(number -> !number.passesLuhn()))
                .containsExactlyInAnyOrder(new CardNumber("5433579999990250"), new CardNumber("8736469999990336"));
    }

    @Test
    void every_number_is_listed_once() {
        assertThat(TestCards.all().stream().map(TestCard::number))
                .doesNotHaveDuplicates()
                .hasSize(84);
    }

    @Test
    void a_real_number_is_not_published() {
        assertThat(TestCards.isPublished(new CardNumber("4242424242424242"))).isFalse();
    }

    @Test
    void the_handful_to_show_first_is_small_and_published() {
        assertThat(TestCards.featured()).hasSizeBetween(4, 8).allMatch(TestCards.all()::contains);
    }

    @Test
    void the_expiries_of_the_table_are_known_and_others_are_not() {
        assertThat(TestCards.expiries().stream().map(row -> row.expiry() + " " + row.gatewayCode()))
                .containsExactly(
                        "01/39 APPROVED",
                        "05/39 DECLINED",
                        "01/27 INSUFFICIENT_FUNDS",
                        "04/27 EXPIRED_CARD",
                        "08/28 TIMED_OUT",
                        "01/37 ACQUIRER_SYSTEM_ERROR",
                        "02/37 UNSPECIFIED_FAILURE",
                        "05/37 UNKNOWN");
        assertThat(TestCards.isPublished(new Expiry(4, 2027))).isTrue();
        assertThat(TestCards.isPublished(new Expiry(12, 2030))).isFalse();
    }

    @Test
    void the_right_security_code_stands_first() {
        assertThat(TestCards.securityCodes().getFirst().gatewayCode()).isEqualTo("MATCH");
    }
}
