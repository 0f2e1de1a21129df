package dev.sarraf.cards;

import static dev.sarraf.cards.Brand.AMEX;
import static dev.sarraf.cards.Brand.DINERS;
import static dev.sarraf.cards.Brand.DISCOVER;
import static dev.sarraf.cards.Brand.JAYWAN;
import static dev.sarraf.cards.Brand.JCB;
import static dev.sarraf.cards.Brand.MADA;
import static dev.sarraf.cards.Brand.MAESTRO;
import static dev.sarraf.cards.Brand.MASTERCARD;
import static dev.sarraf.cards.Brand.MEEZA;
import static dev.sarraf.cards.Brand.PAYPAK;
import static dev.sarraf.cards.Brand.UATP;
import static dev.sarraf.cards.Brand.UNIONPAY;
import static dev.sarraf.cards.Brand.VISA;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The card data that Mastercard publishes for its gateway's test system, and the few numbers that Egyptian testers
/// know from elsewhere.
///
/// The number chooses the 3-D Secure case, the expiry the outcome of the charge, the security code the comparison. In
/// test mode no other number is accepted, so that a real one typed by mistake goes nowhere.
public final class TestCards {
    private static final String CHALLENGE = "3-D Secure asks for a challenge.";
    private static final String FRICTIONLESS = "3-D Secure succeeds without a challenge.";
    private static final String ATTEMPTED = "3-D Secure is attempted: the issuer takes no part, the charge goes ahead.";
    private static final String REJECTED = "The issuer rejects the 3-D Secure check.";
    private static final String NOT_AUTHENTICATED = "The issuer does not confirm the customer in 3-D Secure.";
    private static final String UNAVAILABLE = "3-D Secure cannot be done: the charge is not tried.";
    private static final String EXEMPT = "Exempt from 3-D Secure.";
    private static final String ENROLLED = "Enrolled in 3-D Secure, case not published: passes without a challenge.";
    private static final String NOT_ENROLLED = "Not enrolled in 3-D Secure: charged at once.";
    private static final String INITIATE_FAILS = "3-D Secure fails with an error when it is started.";
    private static final String AUTHENTICATE_FAILS = "3-D Secure fails with an error when the customer is checked.";
    private static final String EXTENSION = "Not a card of the gateway's table: charged at once.";
    private static final String ENROLLED_EXTENSION =
            "Not a card of the gateway's table: passes 3-D Secure without a challenge.";

    private static final List<TestCard> ALL = Stream.of(
                    cards(MASTERCARD, CHALLENGE, "5123450000000008", "2223000000000007"),
                    cards(MASTERCARD, FRICTIONLESS, "5123456789012346", "5555555555000018"),
                    cards(MASTERCARD, ATTEMPTED, "5500005555555559"),
                    cards(MASTERCARD, REJECTED, "5506900140100503"),
                    cards(MASTERCARD, UNAVAILABLE, "5123459999998221"),
                    cards(MASTERCARD, INITIATE_FAILS, "5210760000000004"),
                    cards(MASTERCARD, AUTHENTICATE_FAILS, "5455031257390496", "5455031252665454"),
                    cards(MASTERCARD, NOT_ENROLLED, "5111111111111118", "2223000000000023"),
                    cards(VISA, CHALLENGE, "4440000009900010"),
                    cards(VISA, FRICTIONLESS, "4440000042200014"),
                    cards(VISA, ATTEMPTED, "4440000042200022"),
                    cards(VISA, ENROLLED, "4508750015741019"),
                    cards(VISA, NOT_ENROLLED, "4012000033330026"),
                    cards(VISA, ENROLLED_EXTENSION, "4111111111111111"),
                    cards(MEEZA, EXTENSION, "5078036246600381", "5078036242783546"),
                    cards(MEEZA, EXTENSION, "5078036231985581", "5078086700053445"),
                    cards(AMEX, CHALLENGE, "371881733404002"),
                    cards(AMEX, FRICTIONLESS, "371881887105009"),
                    cards(AMEX, ENROLLED, "371881634498004", "371881127160004"),
                    cards(AMEX, ENROLLED, "371881245560002", "371881911767006"),
                    cards(AMEX, ENROLLED, "345678901234564"),
                    cards(AMEX, NOT_ENROLLED, "371449635398431"),
                    cards(DINERS, CHALLENGE, "3600000000000115", "3600000000000123"),
                    cards(DINERS, FRICTIONLESS, "3600000000000131", "36721601220030"),
                    cards(DINERS, REJECTED, "3600000000000172"),
                    cards(DINERS, ENROLLED, "30123400000000"),
                    cards(DINERS, NOT_ENROLLED, "36259600000012"),
                    cards(JCB, CHALLENGE, "3528249999991755", "3528249999991748"),
                    cards(JCB, FRICTIONLESS, "3528249999991821"),
                    cards(JCB, REJECTED, "3528249999981236"),
                    cards(JCB, ENROLLED, "3528000000000007"),
                    cards(JCB, NOT_ENROLLED, "3528111100000001"),
                    cards(DISCOVER, CHALLENGE, "6445644564456445", "6445644564456460"),
                    cards(DISCOVER, FRICTIONLESS, "6445644564456411", "6587060001006370"),
                    cards(DISCOVER, REJECTED, "6445644564456155"),
                    cards(DISCOVER, ENROLLED, "6011003179988686"),
                    cards(DISCOVER, NOT_ENROLLED, "6011963280099774"),
                    cards(MAESTRO, EXEMPT, "5000000000000000005"),
                    cards(MAESTRO, NOT_ENROLLED, "5666555544443333"),
                    cards(UNIONPAY, FRICTIONLESS, "6201089999995464"),
                    cards(UNIONPAY, CHALLENGE, "6201089999991455", "6213249999999991208"),
                    cards(UNIONPAY, ATTEMPTED, "6201089999994020"),
                    cards(UNIONPAY, UNAVAILABLE, "6201080999990852"),
                    cards(UNIONPAY, NOT_AUTHENTICATED, "6201080999990423"),
                    cards(UNIONPAY, ENROLLED, "6201089999999300", "6201089999994749"),
                    cards(UNIONPAY, NOT_ENROLLED, "6214239999999611", "6214239999999546"),
                    cards(MADA, ENROLLED, "5297410588409146", "5433579999990250", "5433570000000008"),
                    cards(MADA, ENROLLED, "4228180191362993", "4860940000000008", "4860940000000024"),
                    cards(MADA, ENROLLED, "9682090000000007", "8736469999990336", "9682090000000031"),
                    cards(JAYWAN, ENROLLED, "6690109900000010", "6690109000011008", "6690109000011016"),
                    cards(JAYWAN, ENROLLED, "6690109000011024", "6690109000011032"),
                    cards(JAYWAN, NOT_ENROLLED, "6690109000011057", "6690109000011065"),
                    cards(PAYPAK, ENROLLED, "220546000000311", "2205460000005210"),
                    cards(PAYPAK, ENROLLED, "220553000000895", "2205530000000278"),
                    cards(UATP, NOT_ENROLLED, "135492354874528", "135420001569134"))
            .flatMap(identity())
            .toList();

    private static final Map<CardNumber, TestCard> BY_NUMBER =
            ALL.stream().collect(toUnmodifiableMap(TestCard::number, identity()));

    private static final List<TestCard> FEATURED = Stream.of(
                    "5123450000000008",
                    "4440000042200014",
                    "5500005555555559",
                    "5111111111111118",
                    "5123459999998221",
                    "5506900140100503",
                    "371881733404002",
                    "5078086700053445")
            .map(number -> find(new CardNumber(number)).orElseThrow())
            .toList();

    private static final TestCard STRAIGHT =
            find(new CardNumber("4440000042200014")).orElseThrow();

    private static final List<TestExpiry> EXPIRIES = List.of(
            expiry("01/39", "APPROVED", "The charge is approved."),
            expiry("05/39", "DECLINED", "The bank declines the charge."),
            expiry("01/27", "INSUFFICIENT_FUNDS", "The bank declines: not enough money."),
            expiry("04/27", "EXPIRED_CARD", "The bank declines: the card has expired."),
            expiry("08/28", "TIMED_OUT", "The bank gives the gateway no answer in time."),
            expiry("01/37", "ACQUIRER_SYSTEM_ERROR", "The bank's system fails."),
            expiry("02/37", "UNSPECIFIED_FAILURE", "The charge fails for a reason that nobody names."),
            expiry("05/37", "UNKNOWN", "The outcome is not known at first."));

    private static final List<TestSecurityCode> SECURITY_CODES = List.of(
            new TestSecurityCode("100", "1000", "MATCH", "The security code is right."),
            new TestSecurityCode("101", "1010", "NOT_PROCESSED", "The security code is not compared."),
            new TestSecurityCode("102", "1020", "NO_MATCH", "The security code is wrong: the charge is declined."));

    private TestCards() {}

    /// Every published number, each once.
    public static List<TestCard> all() {
        return ALL;
    }

    /// The handful that shows the most, for a page that has little room.
    public static List<TestCard> featured() {
        return FEATURED;
    }

    /// A card that nothing is asked about on the way, for whoever wants to see what the bank answers.
    public static TestCard straight() {
        return STRAIGHT;
    }

    /// The expiries that decide the outcome, the one that succeeds first. They hold for every test card, and stay
    /// valid in test mode when the month is over.
    public static List<TestExpiry> expiries() {
        return EXPIRIES;
    }

    /// The security codes that decide the comparison, the right one first.
    public static List<TestSecurityCode> securityCodes() {
        return SECURITY_CODES;
    }

    public static Optional<TestCard> find(CardNumber number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /// Whether this number may be used in test mode. Two of them fail the Luhn check and are accepted all the same.
    public static boolean isPublished(CardNumber number) {
        return BY_NUMBER.containsKey(number);
    }

    /// Whether this expiry means something to the test system, which then takes it even after its month.
    public static boolean isPublished(Expiry expiry) {
        return EXPIRIES.stream().anyMatch(row -> row.expiry().equals(expiry));
    }

    private static Stream<TestCard> cards(Brand brand, String effect, String... numbers) {
        return Arrays.stream(numbers).map(number -> new TestCard(new CardNumber(number), brand, effect));
    }

    private static TestExpiry expiry(String typed, String gatewayCode, String effect) {
        return new TestExpiry(Expiry.parse(typed), gatewayCode, effect);
    }
}
