package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;

/// Writes down what customers answer, in the session that asks.
final class Collecting {
    private final SessionStore store = new SessionStore();

    /// Puts the answers into an open session. The caller holds its lock.
    ///
    /// @return the session as it is then
    Session note(Tx tx, Session session, Answers answers) {
        if (answers.isEmpty()) {
            return session;
        }
        var terms = session.questionnaire().with(answers);
        if (terms.equals(session.terms())) {
            return session;
        }
        store.change(tx, session.merchant(), session.id(), session.cart(), terms);
        return store.find(tx, session.merchant(), session.id())
                .orElseThrow(() -> Sessions.missing(session.id().text()));
    }

    /// @throws Refusal where the session asks for something that nobody has answered
    static void requireAnswered(Session session) {
        session.questionnaire().unanswered().ifPresent(question -> {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "The session asks for %s, which has not been answered.".formatted(question.param()));
        });
    }
}
