package dev.sarraf.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Bell;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.testing.ModeDatabase;
import dev.sarraf.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whose purchase it was, on a real database.
class PurchaseTest {
    private static final long SEED = Seed.of("guests", 20_261_123);

    private final ModeDatabase mode = ModeDatabase.fresh();
    private final Customers customers = new Customers(Mode.TEST, new Outbox(Mode.TEST, new Bell(), new Metrics()));
    private final MerchantId merchant = MerchantId.random();

    @AfterEach
    void close() {
        mode.close();
    }

    @Test
    void a_guest_is_known_again_by_the_e_mail_however_it_is_written() {
        var first = buys(guest().email("Mona@Shop.example").name("Mona"));
        var second = buys(guest().email(" mona@shop.EXAMPLE "));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.type()).isEqualTo(Customer.Type.GUEST);
        assertThat(second.name()).hasValue("Mona");
        assertThat(second.spend().payments()).isEqualTo(2);
    }

    @Test
    void a_guest_is_known_again_by_the_phone_and_what_was_typed_last_holds() {
        var first = buys(guest().email("a@x.example").phone("0100 123 4567").name("Mona"));
        var second = buys(guest().email("b@x.example").phone("+201001234567").name("Mona S."));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.name()).hasValue("Mona S.");
        assertThat(second.email()).hasValue("b@x.example");
        var fingerprint = shown(second).get("guestFingerprint");
        assertThat(texts(fingerprint.get("emails"))).containsExactlyInAnyOrder("a@x.example", "b@x.example");
        assertThat(texts(fingerprint.get("phones"))).containsExactly("+201001234567");
        assertThat(buys(guest().email("a@x.example")).id()).isEqualTo(first.id());
    }

    @Test
    void where_nothing_else_is_known_the_card_leads_to_the_guest() {
        var first = buys(guest().email("a@x.example").card("card-1"));
        mode.advance(merchant, Duration.ofHours(1));
        var second = buys(guest().card("card-1"));

        assertThat(second.id()).isEqualTo(first.id());
        var card = shown(second).at("/guestFingerprint/cardFingerprints/0");
        assertThat(card.get("fingerprint").stringValue()).isEqualTo("card-1");
        assertThat(card.get("last4").stringValue()).isEqualTo("0008");
        assertThat(card.get("chargeCount").intValue()).isEqualTo(2);
        assertThat(card.get("lastSeenAt").stringValue())
                .isGreaterThan(card.get("firstSeenAt").stringValue());
    }

    @Test
    void the_e_mail_counts_more_than_the_phone_and_the_phone_more_than_the_card() {
        var byEmail = buys(guest().email("a@x.example"));
        var byPhone = buys(guest().phone("01001234567"));
        var byCard = buys(guest().card("card-1"));

        assertThat(List.of(byEmail.id(), byPhone.id(), byCard.id())).doesNotHaveDuplicates();
        assertThat(buys(guest().phone("01001234567").card("card-1")).id()).isEqualTo(byPhone.id());
        assertThat(buys(guest().email("a@x.example").phone("01001234567").card("card-1"))
                        .id())
                .isEqualTo(byEmail.id());
    }

    @Test
    void a_name_alone_leads_to_nobody_and_makes_nobody() {
        assertThat(purchased(guest().name("Mona"))).isEmpty();
        assertThat(purchased(guest().name("Mona").phone("call me"))).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void a_guest_and_a_registered_customer_with_the_same_e_mail_stay_apart() {
        var registered = register("mona@x.example");
        var guest = buys(guest().email("mona@x.example"));

        assertThat(guest.id()).isNotEqualTo(registered);
        assertThat(guest.type()).isEqualTo(Customer.Type.GUEST);
        assertThat(find(registered).hasBought()).isFalse();
    }

    @Test
    void who_is_to_be_registered_is_found_by_e_mail_or_made() {
        var first =
                buys(guest().registering().email("Mona@x.example").name("Mona").card("card-1"));
        var second = buys(guest().registering()
                .email("mona@X.example")
                .phone("01001234567")
                .card("card-1"));
        var third = buys(guest().registering().phone("+20 100 123 4567"));

        assertThat(first.type()).isEqualTo(Customer.Type.REGISTERED);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.name()).hasValue("Mona");
        assertThat(second.phone()).hasValue("+201001234567");
        assertThat(third.id()).isEqualTo(first.id());
        assertThat(shown(first).get("guestFingerprint").isNull()).isTrue();
        assertThat(events()).containsExactly("customer.created", "customer.updated");
        // Nobody can be registered whom nothing reaches, so this is a guest.
        assertThat(buys(guest().registering().card("card-1")).type()).isEqualTo(Customer.Type.GUEST);
    }

    @Test
    void the_customer_that_a_session_names_changes_only_as_the_session_lets_it() {
        var id = register("mona@x.example");
        var typed = guest().email("other@x.example").name("Nadia").address("{\"city\":\"Giza\"}");

        assertThat(buys(typed.of(id, Purchase.Updates.NONE))).satisfies(customer -> {
            assertThat(customer.id()).isEqualTo(id);
            assertThat(customer.name()).hasValue("Mona");
            assertThat(customer.address()).isEmpty();
        });
        assertThat(events()).containsExactly("customer.created");

        assertThat(buys(typed.of(id, new Purchase.Updates(true, true, true)))).satisfies(customer -> {
            assertThat(customer.name()).hasValue("Nadia");
            assertThat(customer.email()).hasValue("mona@x.example");
            assertThat(customer.address()).hasValue("{\"city\":\"Giza\"}");
            assertThat(customer.spend().payments()).isEqualTo(2);
        });
        assertThat(events()).containsExactly("customer.created", "customer.updated");
    }

    @Test
    void a_session_shows_its_customer_with_all_keys_in_order() {
        var customer = buys(guest().email("a@x.example").address("{\"city\":\"Giza\"}"));

        assertThat(Customers.nested(customer)).hasToString("""
                {"id":"%s","type":"guest","name":null,"email":"a@x.example","phone":null,"address":{"city":"Giza"},\
                "shipping":null,"metadata":{}}""".formatted(customer.id()));
    }

    @Test
    void the_card_that_was_paid_with_last_stands_in_the_list() {
        buys(guest().email("a@x.example").card("card-1"));
        var customer = buys(guest().email("a@x.example").card("card-2"));
        var afterwards = buys(guest().email("a@x.example").paying(0));

        assertThat(afterwards.latestMethod()).isEqualTo(customer.latestMethod());
        assertThat(CustomerView.row(afterwards).get("latestPaymentMethod")).hasToString("""
                {"id":"pm_test_000000000000000000000000","type":"card","card":{"brand":"mastercard","last4":"0008",\
                "expMonth":1,"expYear":2039,"cardholderName":null,"funding":"credit","country":null,\
                "fingerprint":"card-2"},"valu":null,"fawry":null}""");
    }

    @Test
    void sums_count_what_was_paid_and_given_back_and_orders_for_nothing_are_no_payments() {
        var id = buys(guest().email("a@x.example").paying(10_000)).id();
        buys(guest().email("a@x.example").paying(5_001));
        buys(guest().email("a@x.example").paying(0));
        mode.database().inTransaction(tx -> {
            customers.refunded(tx, merchant, id, new Money(1, Currency.EGP));
            return id;
        });

        var spend = find(id).spend();
        assertThat(spend.gross()).isEqualTo(15_001);
        assertThat(spend.payments()).isEqualTo(2);
        assertThat(spend.average()).isEqualTo(7_500);
        assertThat(spend.refunded()).isEqualTo(1);
        assertThat(spend.net()).isEqualTo(15_000);
        var free = buys(guest().email("free@x.example").paying(0));
        assertThat(free.spend().payments()).isZero();
        assertThat(free.hasBought()).isTrue();
    }

    @Test
    void who_bought_before_is_known_by_id_e_mail_and_phone() {
        var id = register("mona@x.example");
        var guest = buys(guest().email("old@x.example").phone("01001234567"));
        buys(guest().email("new@x.example").phone("01001234567"));

        assertThat(before(Optional.empty(), "", "")).isEmpty();
        assertThat(before(Optional.empty(), " ", "call me")).isEmpty();
        assertThat(before(Optional.of(id), "", "")).hasValue(false);
        assertThat(before(Optional.of(guest.id()), "", "")).hasValue(true);
        assertThat(before(Optional.empty(), "OLD@x.example", "")).hasValue(true);
        assertThat(before(Optional.empty(), "new@x.example", "")).hasValue(true);
        assertThat(before(Optional.empty(), "nobody@x.example", "")).hasValue(false);
        assertThat(before(Optional.empty(), "nobody@x.example", "+20 100 123 4567"))
                .hasValue(true);
        assertThat(before(Optional.of(id), "mona@x.example", "")).hasValue(false);
        buys(guest().of(id, Purchase.Updates.NONE));
        assertThat(before(Optional.empty(), "mona@x.example", "")).hasValue(true);
    }

    @Test
    void a_guest_cannot_be_named_and_nobody_elses_customer_exists() {
        var registered = register("mona@x.example");
        var guest = buys(guest().email("a@x.example")).id();

        assertThat(require(registered.text()).id()).isEqualTo(registered);
        assertRefused(guest.text(), Reason.INVALID);
        assertRefused("cus_test_" + "0".repeat(24), Reason.NOT_FOUND);
        assertRefused("nonsense", Reason.NOT_FOUND);
        assertThat(this.<Optional<Customer>>run(tx -> customers.find(tx, MerchantId.random(), registered)))
                .isEmpty();
        assertThat(buysFrom(MerchantId.random(), guest().email("a@x.example"))
                        .orElseThrow()
                        .id())
                .isNotEqualTo(guest);
    }

    /// Several new guests one after the other, since the first of them is slowed by connections being opened.
    @Test
    void twenty_purchases_of_a_new_guest_at_once_make_one_row() throws Exception {
        for (int guest = 1; guest <= 6; guest++) {
            var email = "mona" + guest + "@x.example";
            var spellings = List.of(email, email.toUpperCase(Locale.ROOT), " " + email + " ");
            var ids = together(
                    20,
                    i -> buys(guest().email(spellings.get(i % 3)).paying(100)).id());

            assertThat(ids).hasSize(20);
            assertThat(ids.stream().distinct()).as("guest %d", guest).hasSize(1);
            assertThat(rows()).isEqualTo(guest);
            assertThat(find(ids.getFirst()).spend().gross()).isEqualTo(2_000);
        }
        assertThat(events()).filteredOn("customer.created"::equals).hasSize(6);
    }

    @Test
    void twenty_purchases_that_share_different_things_with_each_other_make_one_row() throws Exception {
        // Each shares the e-mail, the phone or the card with the first, whichever comes first.
        var ids = together(
                20,
                i -> buys(switch (i % 3) {
                            case 0 ->
                                guest().email("mona@x.example")
                                        .phone("01001234567")
                                        .card("card-1");
                            case 1 -> guest().phone("+201001234567").card("card-1");
                            default -> guest().card("card-1").phone("00201001234567");
                        })
                        .id());

        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void twenty_registrations_of_one_e_mail_at_once_by_sessions_and_the_merchant_make_one_row() throws Exception {
        var ids = together(20, i -> {
            if (i % 5 == 4) {
                try {
                    return register("mona@x.example");
                } catch (Refusal refusal) {
                    assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
                }
            }
            return buys(guest().registering().email("mona@x.example")).id();
        });

        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void one_persons_purchase_does_not_wait_for_anothers() throws Exception {
        var held = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pool.submit(() -> run(tx -> {
                var customer = customers.purchased(
                        tx, merchant, guest().email("a@x.example").purchase());
                held.countDown();
                await(done);
                return customer;
            }));
            await(held);
            var other = pool.submit(
                    () -> buys(guest().email("b@x.example").phone("01001234567").card("card-2")));

            assertThat(other.get(30, TimeUnit.SECONDS).email()).hasValue("b@x.example");
            assertThat(first.isDone()).isFalse();
            done.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isPresent();
        }
    }

    /// A few people, each with two e-mails and one phone; every purchase shows one of each person's ways to be
    /// known.
    @Test
    void people_who_always_type_their_own_phone_are_never_mixed_up() {
        var random = new SplittableRandom(SEED);
        var ids = new ArrayList<List<CustomerId>>();
        for (int person = 0; person < 5; person++) {
            ids.add(new ArrayList<>());
        }
        for (int i = 0; i < 120; i++) {
            int person = random.nextInt(5);
            var typed = guest().phone((random.nextBoolean() ? "0" : "+20 ") + "100123450" + person);
            if (random.nextBoolean()) {
                var email = "person%d.%d@x.example".formatted(person, random.nextInt(2));
                typed = typed.email(random.nextBoolean() ? email.toUpperCase(Locale.ROOT) : email);
            }
            ids.get(person).add(buys(typed).id());
        }

        assertThat(ids)
                .as("seed %d", SEED)
                .allSatisfy(of -> assertThat(of.stream().distinct()).hasSize(1));
        assertThat(rows()).as("seed %d", SEED).isEqualTo(5);
    }

    private static Typed guest() {
        return new Typed(
                Optional.empty(),
                false,
                Purchase.Updates.NONE,
                new Details(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                100,
                Optional.empty());
    }

    /// What is known of a purchase, put together piece by piece.
    private record Typed(
            Optional<CustomerId> customer,
            boolean register,
            Purchase.Updates updates,
            Details details,
            long amount,
            Optional<String> fingerprint) {
        Typed email(String email) {
            return with(new Details(
                    details.name(), Optional.of(email), details.phone(), details.address(), details.shipping()));
        }

        Typed phone(String phone) {
            return with(new Details(
                    details.name(), details.email(), Optional.of(phone), details.address(), details.shipping()));
        }

        Typed name(String name) {
            return with(new Details(
                    Optional.of(name), details.email(), details.phone(), details.address(), details.shipping()));
        }

        Typed address(String address) {
            return with(new Details(
                    details.name(), details.email(), details.phone(), Optional.of(address), details.shipping()));
        }

        Typed card(String card) {
            return new Typed(customer, register, updates, details, amount, Optional.of(card));
        }

        Typed paying(long minorUnits) {
            return new Typed(customer, register, updates, details, minorUnits, fingerprint);
        }

        Typed registering() {
            return new Typed(customer, true, updates, details, amount, fingerprint);
        }

        Typed of(CustomerId id, Purchase.Updates allowed) {
            return new Typed(Optional.of(id), register, allowed, details, amount, fingerprint);
        }

        private Typed with(Details other) {
            return new Typed(customer, register, updates, other, amount, fingerprint);
        }

        Purchase purchase() {
            return new Purchase(
                    customer,
                    register,
                    updates,
                    details,
                    new Money(amount, Currency.EGP),
                    fingerprint.map(text -> new PaidCard(
                            text,
                            "mastercard",
                            "0008",
                            1,
                            2039,
                            Optional.empty(),
                            Optional.of("credit"),
                            Optional.empty())),
                    "ch_test_" + "0".repeat(24));
        }
    }

    private Optional<Customer> purchased(Typed typed) {
        return buysFrom(merchant, typed);
    }

    private Optional<Customer> buysFrom(MerchantId seller, Typed typed) {
        return run(tx -> customers.purchased(tx, seller, typed.purchase()));
    }

    private Customer buys(Typed typed) {
        return purchased(typed).orElseThrow();
    }

    private CustomerId register(String email) {
        var person = new Person(
                Optional.of("Mona"), Email.read(email), Optional.empty(), Optional.empty(), Optional.empty());
        var json = run(tx -> customers.create(tx, merchant, new Customers.Draft(person, "{}")));
        return new CustomerId(Json.readOwn(json).get("id").stringValue());
    }

    private Customer find(CustomerId id) {
        return run(tx -> customers.get(tx, merchant, id));
    }

    private JsonNode shown(Customer customer) {
        return Json.readOwn(run(tx -> customers.show(tx, merchant, customer.id())));
    }

    private Optional<Boolean> before(Optional<CustomerId> id, String email, String phone) {
        return run(tx -> customers.boughtBefore(
                tx,
                merchant,
                id,
                Optional.of(email).filter(text -> !text.isEmpty()),
                Optional.of(phone).filter(text -> !text.isEmpty())));
    }

    private Customer require(String id) {
        return run(tx -> customers.requireRegistered(tx, merchant, id, "customerId"));
    }

    private void assertRefused(String id, Reason reason) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> require(id)).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.param()).hasValue("customerId");
        });
    }

    private <T> T run(Function<Tx, T> work) {
        return mode.database().inTransaction(work);
    }

    private long rows() {
        return run(tx ->
                tx.query("SELECT count(*) FROM customers").mapTo(Long.class).one());
    }

    private List<String> events() {
        return run(tx -> tx.query("SELECT type FROM events ORDER BY created_at, object_id, sequence")
                .mapTo(String.class)
                .list());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// All of them start at the same moment.
    private static <T> List<T> together(int count, Function<Integer, T> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<T> task = () -> {
                    start.await();
                    return work.apply(number);
                };
                running.add(pool.submit(task));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
