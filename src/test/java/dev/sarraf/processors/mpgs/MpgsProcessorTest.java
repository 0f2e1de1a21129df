package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.cards.TestCard;
import dev.sarraf.cards.TestCards;
import dev.sarraf.ids.Secret;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.Authentication.ChallengeRequired;
import dev.sarraf.processors.Authentication.Failed;
import dev.sarraf.processors.Authentication.Passed;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.Authentication.Unanswered;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.PaymentOrder;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The connector against the simulator, which was written from the same reference and shares no code with it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MpgsProcessorTest {
    private static final String NOT_ENROLLED = "5111111111111118";
    private static final String CHALLENGE = "5123450000000008";

    private Bank bank;
    private MpgsProcessor processor;
    private ProcessorAccount account;

    @BeforeAll
    void open(@TempDir Path folder) {
        bank = new Bank(folder);
        processor = bank.processor();
        account = bank.account();
    }

    @AfterAll
    void close() {
        bank.close();
    }

    @ParameterizedTest
    @CsvSource({
        "01/39, APPROVED, Approved",
        "05/39, DECLINED, card_declined generic_decline -",
        "01/27, INSUFFICIENT_FUNDS, card_declined insufficient_funds try_again_later",
        "04/27, EXPIRED_CARD, expired_card expired_card confirm_card_data",
        "08/28, TIMED_OUT, unconfirmed processing_error - try_again_later",
        "01/37, ACQUIRER_SYSTEM_ERROR, unconfirmed processing_error - try_again_later",
        "02/37, UNSPECIFIED_FAILURE, unconfirmed processing_error - try_again_later",
        "05/37, UNKNOWN, Unknown",
    })
    void the_expiry_decides_the_outcome(String expiry, String gatewayCode, String expected) {
        assertThat(TestCards.expiries())
                .anyMatch(row -> row.expiry().toString().equals(expiry)
                        && row.gatewayCode().equals(gatewayCode));
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, expiry));

        var outcome = processor.pay(account, order);

        assertThat(shown(outcome)).isEqualTo(expected);
        assertThat(processor.lookUp(account, order))
                .map(MpgsProcessorTest::shown)
                .contains(expected);
    }

    @Test
    void an_expiry_that_no_table_lists_is_declined_with_a_word_to_the_staff() {
        var outcome = processor.pay(account, Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "07/33")));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Declined.class, declined -> {
            assertThat(declined.decline().code()).isEqualTo("card_declined");
            assertThat(declined.decline().merchantMessage()).containsIgnoringCase("not in the test table");
        });
    }

    @Test
    void an_approval_shows_what_was_charged() {
        var outcome = processor.pay(account, Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39")));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Approved.class, approved -> {
            var receipt = approved.receipt();
            assertThat(receipt.gatewayCode()).isEqualTo("APPROVED");
            assertThat(receipt.acquirerCode()).contains("00");
            assertThat(receipt.securityCodeMatch()).contains("MATCH");
            assertThat(receipt.authorizationCode()).isPresent();
            assertThat(receipt.externalId()).isPresent();
            assertThat(receipt.card()).hasValueSatisfying(card -> {
                assertThat(card.brand()).isEqualTo("mastercard");
                assertThat(card.last4()).isEqualTo("1118");
                assertThat(card.expiryMonth()).isEqualTo(1);
                assertThat(card.expiryYear()).isEqualTo(2039);
            });
        });
    }

    @ParameterizedTest
    @CsvSource({
        "5111111111111118, 100, Approved, MATCH",
        "5111111111111118, 123, Approved, MATCH",
        "5111111111111118, 101, Approved, NOT_PROCESSED",
        "5111111111111118, 102, incorrect_cvc - confirm_card_data, NO_MATCH",
        "371449635398431, 1000, Approved, MATCH",
        "371449635398431, 1010, Approved, NOT_PROCESSED",
        "371449635398431, 1020, incorrect_cvc - confirm_card_data, NO_MATCH",
    })
    void the_security_code_decides_the_comparison(String number, String code, String expected, String match) {
        var outcome = processor.pay(account, Bank.charge(Bank.newOrder(), bank.hold(number, "01/39", code)));

        assertThat(shown(outcome)).isEqualTo(expected);
        assertThat(receipt(outcome)).map(Outcome.Receipt::securityCodeMatch).contains(Optional.of(match));
    }

    static List<TestCard> testCards() {
        return TestCards.all();
    }

    /// What the page tells a developer about a card is what the card does.
    @ParameterizedTest
    @MethodSource("testCards")
    void every_published_card_does_what_its_sentence_says(TestCard card) {
        var check = Bank.check(Bank.newOrder(), bank.hold(card.number().reveal(), "01/39"));

        var standing = shown(processor.authenticate(account, check));

        var effect = card.effect();
        if (effect.contains("asks for a challenge")) {
            assertThat(standing).isEqualTo("ChallengeRequired");
        } else if (effect.contains("without a challenge")) {
            assertThat(standing).isEqualTo("Passed successful");
        } else if (effect.contains("attempted")) {
            assertThat(standing).isEqualTo("Passed attempted");
        } else if (effect.contains("charged at once")) {
            assertThat(standing).isEqualTo("Passed not_supported");
        } else if (effect.contains("Exempt")) {
            assertThat(standing).isEqualTo("Passed exempt");
        } else if (effect.contains("rejects")) {
            assertThat(standing).isEqualTo("Failed REJECTED");
        } else if (effect.contains("does not confirm")) {
            assertThat(standing).isEqualTo("Failed FAILED");
        } else if (effect.contains("cannot be done")) {
            assertThat(standing).isEqualTo("Failed UNAVAILABLE");
        } else {
            assertThat(effect).contains("fails with an error");
            assertThat(standing).isEqualTo("Unanswered");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5123456789012346, successful, 02",
        "5500005555555559, attempted, 01",
        "4440000042200014, successful, 05",
        "4440000042200022, attempted, 06",
        "5000000000000000005, exempt, 06",
    })
    void a_check_without_a_challenge_says_who_is_liable(String number, String result, String eci) {
        var order = Bank.newOrder();
        var card = bank.hold(number, "01/39");

        var standing = processor.authenticate(account, Bank.check(order, card));

        assertThat(standing).isInstanceOfSatisfying(Passed.class, passed -> {
            assertThat(passed.details().result()).isEqualTo(result);
            assertThat(passed.details().eci()).contains(eci);
            assertThat(passed.details().version()).contains("2.2.0");
            assertThat(passed.details().flow()).contains("frictionless");
            assertThat(passed.details().transactionId()).isPresent();
        });
        assertThat(standing(Bank.check(order, card))).isEqualTo(standing);
        assertThat(processor.pay(account, Bank.charge(order, card, Optional.of("a1"))))
                .isInstanceOf(Outcome.Approved.class);
    }

    @Test
    void a_card_without_3d_secure_is_charged_at_once() {
        var order = Bank.newOrder();
        var card = bank.hold(NOT_ENROLLED, "01/39");

        var standing = processor.authenticate(account, Bank.check(order, card));

        assertThat(standing)
                .isEqualTo(new Passed(new ThreeDSecure(
                        "not_supported", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
        assertThat(standing(Bank.check(order, card))).isEqualTo(standing);
        assertThat(processor.pay(account, Bank.charge(order, card, Optional.of("a1"))))
                .isInstanceOf(Outcome.Approved.class);
    }

    @ParameterizedTest
    @CsvSource({
        "successful, Passed successful, 02",
        "failed, Failed FAILED, 00",
        "cancelled, Failed CANCELED, 00",
        "unable, Failed UNAVAILABLE, 00",
        "rejected, Failed REJECTED, 00",
    })
    void a_challenge_ends_as_the_customer_chose(String choice, String expected, String eci) {
        var order = Bank.newOrder();
        var check = Bank.check(order, bank.hold(CHALLENGE, "01/39"));
        var challenge = (ChallengeRequired) processor.authenticate(account, check);
        assertThat(standing(check)).isInstanceOf(Authentication.Pending.class);

        var wayBack = bank.choose(challenge, choice);

        assertThat(wayBack).contains(check.returnTo().toString());
        var standing = standing(check);
        assertThat(shown(standing)).isEqualTo(expected);
        assertThat(details(standing)).hasValueSatisfying(details -> {
            assertThat(details.flow()).contains("challenge");
            assertThat(details.eci()).contains(eci);
        });
    }

    @Test
    void a_passed_challenge_carries_the_charge_and_a_failed_one_does_not() {
        assertThat(challengedCharge("successful")).isInstanceOf(Outcome.Approved.class);
        assertThat(challengedCharge("failed"))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.decline().code()).isEqualTo("authentication_required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5123456789012346", CHALLENGE, NOT_ENROLLED})
    void a_check_started_again_with_the_same_ids_goes_the_same_way(String number) {
        var check = Bank.check(Bank.newOrder(), bank.hold(number, "01/39"));

        var first = processor.authenticate(account, check);
        var second = processor.authenticate(account, check);

        assertThat(shown(second)).isEqualTo(shown(first));
    }

    @ParameterizedTest
    @CsvSource({"INITIATE_AUTHENTICATION, dropAfter", "AUTHENTICATE_PAYER, dropAfter", "AUTHENTICATE_PAYER, dropBefore"
    })
    void a_check_whose_answer_got_lost_can_be_started_again(String operation, String fault) {
        var check = Bank.check(Bank.newOrder(), bank.hold("5123456789012346", "01/39"));
        bank.trouble(operation, fault);

        assertThat(processor.authenticate(account, check)).isInstanceOf(Unanswered.class);

        assertThat(processor.authenticate(account, check)).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "INITIATE_AUTHENTICATION, lockFailure",
        "INITIATE_AUTHENTICATION, serverBusy",
        "AUTHENTICATE_PAYER, lockFailure",
        "AUTHENTICATE_PAYER, serverBusy"
    })
    void a_step_of_a_check_that_was_turned_away_is_sent_again(String operation, String fault) {
        var check = Bank.check(Bank.newOrder(), bank.hold("5123456789012346", "01/39"));
        bank.trouble(operation, fault);

        assertThat(processor.authenticate(account, check)).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_SESSION", "UPDATE_SESSION"})
    void a_card_session_that_was_turned_away_is_asked_for_again(String operation) {
        bank.trouble(operation, "serverBusy");

        assertThat(bank.hold(NOT_ENROLLED, "01/39").id()).isNotEmpty();
    }

    @Test
    void a_check_for_which_the_gateway_has_no_time_at_all_stays_unanswered() {
        var check = Bank.check(Bank.newOrder(), bank.hold("5123456789012346", "01/39"));
        bank.trouble("AUTHENTICATE_PAYER", "lockFailure", 5);

        assertThat(processor.authenticate(account, check)).isInstanceOf(Unanswered.class);
    }

    @Test
    void a_check_that_was_never_started_answers_nothing() {
        var check = Bank.check(Bank.newOrder(), bank.hold(CHALLENGE, "01/39"));

        assertThat(standing(check)).isInstanceOf(Unanswered.class);
    }

    @Test
    void a_check_of_another_amount_does_not_count_as_ours() {
        var check = Bank.check(Bank.newOrder(), bank.hold("5123456789012346", "01/39"));
        assertThat(processor.authenticate(account, check)).isInstanceOf(Passed.class);

        var dearer = new AuthenticationOrder(
                check.ids(), new Money(15_001, Currency.EGP), check.card(), check.browser(), check.returnTo());

        assertThat(standing(dearer)).isInstanceOf(Unanswered.class);
    }

    @Test
    void an_identical_order_is_charged_once() {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));

        var first = processor.pay(account, order);
        var second = processor.pay(account, order);

        assertThat(first).isInstanceOf(Outcome.Approved.class).isEqualTo(second);
        assertThat(processor.lookUp(account, order)).contains(first);
        assertThat(bank.record(order.ids().order())).containsExactly("PAY");
    }

    @Test
    void an_order_sent_many_times_at_once_is_charged_once() {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));

        List<Future<Outcome>> calls;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            calls = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> processor.pay(account, order)))
                    .toList();
        }

        assertThat(calls)
                .map(Future::resultNow)
                .allMatch(outcome -> outcome instanceof Outcome.Approved || outcome instanceof Outcome.TryLater);
        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Approved.class);
        assertThat(bank.record(order.ids().order())).containsExactly("PAY");
    }

    @Test
    void the_same_ids_for_another_amount_are_refused_and_charge_nothing() {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        processor.pay(account, order);

        var other = new PaymentOrder(
                order.ids(), new Money(1, Currency.EGP), order.card(), order.authentication(), order.reference());

        assertThat(processor.pay(account, other)).isInstanceOf(Outcome.Refused.class);
        assertThat(processor.lookUp(account, other)).containsInstanceOf(Outcome.Unknown.class);
        assertThat(bank.record(order.ids().order())).containsExactly("PAY");
    }

    @Test
    void a_charge_that_the_bank_never_saw_is_not_there() {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        assertThat(processor.lookUp(account, order)).isEmpty();

        processor.authenticate(account, Bank.check(order.ids().order(), order.card()));

        assertThat(processor.lookUp(account, order)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropAfter", "status5xxWithEffect", "html502WithEffect", "halfAnswer"})
    void a_lost_answer_is_looked_up_and_was_a_charge(String fault) {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        bank.trouble("PAY", fault);

        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Unknown.class);

        assertThat(processor.lookUp(account, order)).containsInstanceOf(Outcome.Approved.class);
        assertThat(bank.record(order.ids().order())).containsExactly("PAY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropBefore", "status5xxWithoutEffect", "html502WithoutEffect", "serverBusy"})
    void a_lost_request_is_not_found_and_can_be_repeated(String fault) {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        bank.trouble("PAY", fault);

        assertThat(processor.pay(account, order))
                .isInstanceOf(fault.equals("serverBusy") ? Outcome.TryLater.class : Outcome.Unknown.class);

        assertThat(processor.lookUp(account, order)).isEmpty();
        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Approved.class);
        assertThat(bank.record(order.ids().order())).containsExactly("PAY");
    }

    @Test
    void an_order_that_is_locked_is_tried_later_with_the_same_ids() {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        bank.trouble("PAY", "lockFailure");

        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.TryLater.class);

        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Approved.class);
    }

    @ParameterizedTest
    @CsvSource({"unknownThenApproved, Approved", "unknownThenDeclined, card_declined generic_decline -"})
    void an_unknown_outcome_becomes_known(String fault, String expected) {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        bank.trouble("PAY", fault);
        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Unknown.class);
        assertThat(processor.lookUp(account, order)).containsInstanceOf(Outcome.Unknown.class);

        advanceClock(20);

        assertThat(processor.lookUp(account, order))
                .map(MpgsProcessorTest::shown)
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropBefore", "serverBusy", "status5xxWithoutEffect"})
    void a_look_up_in_trouble_is_not_a_charge_that_is_not_there(String fault) {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        bank.trouble("RETRIEVE_TRANSACTION", fault);

        assertThat(processor.lookUp(account, order)).containsInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_wrong_password_charges_nothing_and_finds_nothing_out() {
        var order = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39"));
        var stranger = new ProcessorAccount(account.merchant(), new Secret("wrong"));

        assertThat(processor.pay(stranger, order)).isInstanceOf(Outcome.Refused.class);
        assertThat(processor.lookUp(stranger, order)).containsInstanceOf(Outcome.Unknown.class);
        assertThat(bank.record(order.ids().order())).isEmpty();
    }

    @Test
    void a_card_session_that_is_gone_is_refused_and_the_charge_is_not_there() {
        var order = Bank.charge(Bank.newOrder(), new CardSession("SESSION0002493464501E41219786F4"));

        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Refused.class);
        assertThat(processor.lookUp(account, order)).isEmpty();
    }

    @Test
    void a_number_that_the_bank_does_not_know_is_not_held() {
        assertThatExceptionOfType(ProcessorUnavailable.class)
                .isThrownBy(() -> bank.hold("4242424242424242", "01/39"))
                .withMessageNotContaining("4242424242424242");
    }

    @Test
    void an_amount_of_three_decimals_arrives_whole() {
        var card = bank.hold(NOT_ENROLLED, "01/39");
        var order = new PaymentOrder(
                new BankIds(Bank.newOrder(), "p1"),
                new Money(15_005, Currency.KWD),
                card,
                Optional.empty(),
                "cs_test_1");

        assertThat(processor.pay(account, order)).isInstanceOf(Outcome.Approved.class);
    }

    @Test
    void after_a_decline_the_same_order_takes_another_card() {
        var first = Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "05/39"));
        assertThat(processor.pay(account, first)).isInstanceOf(Outcome.Declined.class);

        var second = new PaymentOrder(
                new BankIds(first.ids().order(), "p2"),
                first.amount(),
                bank.hold(NOT_ENROLLED, "01/39"),
                Optional.empty(),
                first.reference());

        assertThat(processor.pay(account, second)).isInstanceOf(Outcome.Approved.class);
        assertThat(processor.lookUp(account, first)).containsInstanceOf(Outcome.Declined.class);
    }

    @Test
    void many_customers_pay_at_once() throws Exception {
        var orders = IntStream.range(0, 40)
                .mapToObj(_ -> Bank.charge(Bank.newOrder(), bank.hold(NOT_ENROLLED, "01/39")))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = orders.stream()
                    .map(order -> threads.submit(() -> processor.pay(account, order)))
                    .toList();

            assertThat(calls).allSatisfy(call -> assertThat(call.get()).isInstanceOf(Outcome.Approved.class));
        }
    }

    private Outcome challengedCharge(String choice) {
        var order = Bank.newOrder();
        var card = bank.hold(CHALLENGE, "01/39");
        bank.choose((ChallengeRequired) processor.authenticate(account, Bank.check(order, card)), choice);
        return processor.pay(account, Bank.charge(order, card, Optional.of("a1")));
    }

    private int clock;

    /// The bank's clock only ever moves on, so what one test adds stays for the next.
    private void advanceClock(int seconds) {
        clock += seconds;
        bank.advanceClock(clock);
    }

    private static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined(var decline, var _) -> shown(decline);
            case Outcome.Unconfirmed(var decline, var _) -> "unconfirmed " + shown(decline);
            default -> outcome.getClass().getSimpleName();
        };
    }

    private static String shown(Outcome.Decline decline) {
        return decline.code() + " " + decline.declineCode().orElse("-") + " "
                + decline.advice().orElse("-");
    }

    private static String shown(Authentication authentication) {
        return switch (authentication) {
            case Passed(var details) -> "Passed " + details.result();
            case Failed(var why, var _) -> "Failed " + why;
            default -> authentication.getClass().getSimpleName();
        };
    }

    private static Optional<Outcome.Receipt> receipt(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Approved(var receipt) -> Optional.of(receipt);
            case Outcome.Declined(var _, var receipt) -> Optional.of(receipt);
            default -> Optional.empty();
        };
    }

    private static Optional<ThreeDSecure> details(Authentication authentication) {
        return switch (authentication) {
            case Passed(var details) -> Optional.of(details);
            case Failed(var _, var details) -> Optional.of(details);
            default -> Optional.empty();
        };
    }

    private Authentication standing(AuthenticationOrder order) {
        return processor.authentication(account, order.ids(), order.amount());
    }
}
