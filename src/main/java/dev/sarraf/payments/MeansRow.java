package dev.sarraf.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/// How what a customer pays with stands in a row: a card in one column, anything local in the other.
final class MeansRow {
    private MeansRow() {}

    static <S extends SqlStatement<S>> S bind(S statement, Means means) {
        return statement
                .bind("card", means.ifCard().map(OwnJson::write))
                .bind("local", means.ifLocal().map(OwnJson::write));
    }

    static Means read(ResultSet row) throws SQLException {
        var card = row.getString("card");
        return card == null
                ? OwnJson.read(row.getString("local"), Means.Local.class)
                : new Means.OfCard(OwnJson.read(card, CardSummary.class));
    }
}
