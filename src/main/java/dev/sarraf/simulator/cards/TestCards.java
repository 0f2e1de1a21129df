package dev.sarraf.simulator.cards;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The published test card numbers. No other number exists for this bank.
///
/// The gateway's own table says which numbers are enrolled in 3-D Secure and, for a part of them, what their issuer
/// answers. Enrolled numbers without a published answer are frictionless here. Two of the numbers fail the Luhn check;
/// they are published so.
public final class TestCards {
    /// Number, brand, what the issuer does, and `method` where it wants its hidden page loaded first.
    private static final String TABLE = """
            5123450000000008     MASTERCARD        CHALLENGE           method
            2223000000000007     MASTERCARD        CHALLENGE           method
            5123456789012346     MASTERCARD        FRICTIONLESS        method
            5555555555000018     MASTERCARD        FRICTIONLESS
            5500005555555559     MASTERCARD        ATTEMPTED
            5506900140100503     MASTERCARD        REJECTED
            5210760000000004     MASTERCARD        INITIATE_ERROR
            5455031257390496     MASTERCARD        AUTHENTICATE_ERROR
            5455031252665454     MASTERCARD        AUTHENTICATE_ERROR
            5123459999998221     MASTERCARD        UNAVAILABLE
            5111111111111118     MASTERCARD        NOT_ENROLLED
            2223000000000023     MASTERCARD        NOT_ENROLLED

            4440000009900010     VISA              CHALLENGE
            4440000042200014     VISA              FRICTIONLESS        method
            4440000042200022     VISA              ATTEMPTED
            4508750015741019     VISA              FRICTIONLESS
            4012000033330026     VISA              NOT_ENROLLED

            371881733404002      AMEX              CHALLENGE
            371881887105009      AMEX              FRICTIONLESS        method
            371881634498004      AMEX              FRICTIONLESS
            371881127160004      AMEX              FRICTIONLESS
            371881245560002      AMEX              FRICTIONLESS
            371881911767006      AMEX              FRICTIONLESS
            345678901234564      AMEX              FRICTIONLESS
            371449635398431      AMEX              NOT_ENROLLED

            30123400000000       DINERS_CLUB       FRICTIONLESS
            3600000000000115     DINERS_CLUB       CHALLENGE           method
            3600000000000123     DINERS_CLUB       CHALLENGE
            3600000000000131     DINERS_CLUB       FRICTIONLESS        method
            36721601220030       DINERS_CLUB       FRICTIONLESS        method
            3600000000000172     DINERS_CLUB       REJECTED            method
            36259600000012       DINERS_CLUB       NOT_ENROLLED

            3528000000000007     JCB               FRICTIONLESS
            3528249999991755     JCB               CHALLENGE           method
            3528249999991748     JCB               CHALLENGE
            3528249999991821     JCB               FRICTIONLESS        method
            3528249999981236     JCB               REJECTED            method
            3528111100000001     JCB               NOT_ENROLLED

            6011003179988686     DISCOVER          FRICTIONLESS
            6445644564456445     DISCOVER          CHALLENGE           method
            6445644564456460     DISCOVER          CHALLENGE
            6445644564456411     DISCOVER          FRICTIONLESS        method
            6587060001006370     DISCOVER          FRICTIONLESS        method
            6445644564456155     DISCOVER          REJECTED            method
            6011963280099774     DISCOVER          NOT_ENROLLED

            5000000000000000005  MAESTRO           EXEMPT
            5666555544443333     MAESTRO           NOT_ENROLLED

            135492354874528      UATP              NOT_ENROLLED
            135420001569134      UATP              NOT_ENROLLED

            6201089999995464     CHINA_UNIONPAY    FRICTIONLESS        method
            6201089999991455     CHINA_UNIONPAY    CHALLENGE           method
            6213249999999991208  CHINA_UNIONPAY    CHALLENGE           method
            6201089999994020     CHINA_UNIONPAY    ATTEMPTED
            6201080999990852     CHINA_UNIONPAY    UNAVAILABLE
            6201080999990423     CHINA_UNIONPAY    NOT_AUTHENTICATED
            6201089999999300     CHINA_UNIONPAY    FRICTIONLESS
            6201089999994749     CHINA_UNIONPAY    FRICTIONLESS
            6214239999999611     CHINA_UNIONPAY    NOT_ENROLLED
            6214239999999546     CHINA_UNIONPAY    NOT_ENROLLED

            5297410588409146     MASTERCARD        FRICTIONLESS
            5433579999990250     MASTERCARD        FRICTIONLESS
            5433570000000008     MASTERCARD        FRICTIONLESS
            4228180191362993     VISA              FRICTIONLESS
            4860940000000008     VISA              FRICTIONLESS
            4860940000000024     VISA              FRICTIONLESS
            9682090000000007     LOCAL_BRAND_ONLY  FRICTIONLESS
            8736469999990336     LOCAL_BRAND_ONLY  FRICTIONLESS
            9682090000000031     LOCAL_BRAND_ONLY  FRICTIONLESS

            6690109900000010     LOCAL_BRAND_ONLY  FRICTIONLESS
            6690109000011008     LOCAL_BRAND_ONLY  FRICTIONLESS
            6690109000011016     LOCAL_BRAND_ONLY  FRICTIONLESS
            6690109000011024     LOCAL_BRAND_ONLY  FRICTIONLESS
            6690109000011032     LOCAL_BRAND_ONLY  FRICTIONLESS
            6690109000011057     LOCAL_BRAND_ONLY  NOT_ENROLLED
            6690109000011065     LOCAL_BRAND_ONLY  NOT_ENROLLED

            220546000000311      LOCAL_BRAND_ONLY  FRICTIONLESS
            2205460000005210     LOCAL_BRAND_ONLY  FRICTIONLESS
            220553000000895      LOCAL_BRAND_ONLY  FRICTIONLESS
            2205530000000278     LOCAL_BRAND_ONLY  FRICTIONLESS
            """;

    /// Numbers that other providers in Egypt publish for their own sandboxes, and that people will therefore type here.
    /// The gateway does not know them; answering them by expiry date is an extension of this simulator.
    private static final String EXTENSION = """
            4111111111111111     VISA              FRICTIONLESS
            5078036246600381     LOCAL_BRAND_ONLY  NOT_ENROLLED
            5078036242783546     LOCAL_BRAND_ONLY  NOT_ENROLLED
            5078036231985581     LOCAL_BRAND_ONLY  NOT_ENROLLED
            5078086700053445     LOCAL_BRAND_ONLY  NOT_ENROLLED
            """;

    private static final Map<String, TestCard> CARDS = parse(TABLE + EXTENSION);

    private TestCards() {}

    /// The row of this number, or nothing where the number is not in the tables.
    public static Optional<TestCard> find(CardNumber number) {
        return Optional.ofNullable(CARDS.get(number.reveal()));
    }

    /// Every card, in the order of the tables.
    public static Collection<TestCard> all() {
        return CARDS.values();
    }

    private static Map<String, TestCard> parse(String table) {
        var cards = new LinkedHashMap<String, TestCard>();
        table.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var cells = line.strip().split(" +", -1);
            var card =
                    new TestCard(cells[0], Brand.valueOf(cells[1]), ThreeDSecure.valueOf(cells[2]), cells.length > 3);
            if (cards.put(card.digits(), card) != null) {
                throw new IllegalStateException("bug: a test card is listed twice");
            }
        });
        return cards;
    }
}
