package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.page.FormPost.Answer;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.local.TestCustomers.Act;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// `POST /c/{id}/attempts/{attempt}/…`: what a customer does about an attempt that a provider waits for; and
/// `POST /notify/{session}/{attempt}`, by which the provider says that something happened.
///
/// The answer to a form is the attempt's page, which shows what came of it.
final class StepApi {
    private static final System.Logger LOG = System.getLogger(StepApi.class.getName());

    private final Till till;
    private final FormPost forms;

    StepApi(Till till, FormPost forms) {
        this.till = till;
        this.forms = forms;
    }

    Response cancel(Call call) {
        return step(call, (shop, attempt) -> till.tell(shop.id(), attempt, new CustomerStep.Cancel()));
    }

    /// What is no code is not sent, so that it counts as no try.
    Response code(Call call) {
        return forms.answer(call, (posted, shop, visitor) -> {
            var typed = western(posted.form().text("code"));
            if (!typed.matches("\\d{6}")) {
                return attempt(posted)
                        .map(id -> at(shop, id, visitor, "?" + Paths.NOTICE + "=" + Paths.NO_CODE))
                        .orElseGet(() -> Answer.show(shop, visitor));
            }
            return done(
                    posted, shop, visitor, (found, id) -> till.tell(found.id(), id, new CustomerStep.EnterCode(typed)));
        });
    }

    Response plan(Call call) {
        return forms.answer(call, (posted, shop, visitor) -> {
            var typed = posted.form().text("months");
            return done(posted, shop, visitor, (found, id) -> {
                if (typed.matches("\\d{1,2}")) {
                    till.tell(found.id(), id, new CustomerStep.ChoosePlan(Integer.parseInt(typed)));
                }
            });
        });
    }

    /// A test customer does something. In live mode there is none.
    Response rehearse(Call call) {
        return forms.answer(call, (posted, shop, visitor) -> {
            var act = Arrays.stream(Act.values())
                    .filter(known -> known.name()
                            .toLowerCase(Locale.ROOT)
                            .equals(posted.form().text("act")))
                    .findFirst();
            return done(posted, shop, visitor, (found, id) -> {
                if (act.isPresent() && !found.livemode()) {
                    rehearse(found, id, act.get());
                }
            });
        });
    }

    /// Says nothing, whatever was told: it is looked up.
    Response hear(Call call) {
        var session =
                Optional.of(call.path("session")).filter(SessionId::matches).map(SessionId::new);
        session.ifPresent(id -> attempt(call).ifPresent(charge -> till.hint(id, charge)));
        return Response.noContent();
    }

    private void rehearse(Storefront shop, ChargeId attempt, Act act) {
        try {
            till.rehearse(shop.id(), act);
        } catch (ProcessorUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "not rehearsed charge={0} why={1}", attempt, e.getMessage());
        }
    }

    private Response step(Call call, BiConsumer<Storefront, ChargeId> step) {
        return forms.answer(call, (posted, shop, visitor) -> done(posted, shop, visitor, step));
    }

    private static Answer done(Call call, Storefront shop, Visitor visitor, BiConsumer<Storefront, ChargeId> step) {
        var attempt = attempt(call);
        attempt.ifPresent(id -> step.accept(shop, id));
        return attempt.map(id -> at(shop, id, visitor, "")).orElseGet(() -> Answer.show(shop, visitor));
    }

    private static Answer at(Storefront shop, ChargeId attempt, Visitor visitor, String notice) {
        var page = visitor.link(Paths.attempt(shop.id(), attempt) + notice);
        return new Answer.Go(page, page);
    }

    /// Arabic and Persian keyboards type their own digits.
    private static String western(String typed) {
        return typed.codePoints()
                .filter(point -> !Character.isWhitespace(point))
                .limit(10)
                .mapToObj(point -> Character.isDigit(point)
                        ? String.valueOf(Character.digit(point, 10))
                        : Character.toString(point))
                .collect(Collectors.joining());
    }

    private static Optional<ChargeId> attempt(Call call) {
        return SessionFinder.attempt(call.path("attempt"));
    }
}
