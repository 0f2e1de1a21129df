package dev.sarraf.payments.comparison;

import dev.sarraf.processors.BankMovement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A bank's statement, from which each order is taken once.
public final class Statement {
    private final Map<String, List<BankMovement>> orders = new LinkedHashMap<>();
    private int lines;

    /// Adds a line. An order's lines keep their order.
    void add(BankMovement movement) {
        orders.computeIfAbsent(movement.order(), _ -> new ArrayList<>(1)).add(movement);
        lines++;
    }

    /// How many movements of money it tells of.
    public int lines() {
        return lines;
    }

    /// The movements of an order, which are gone from here afterwards; nothing where it has none.
    public List<BankMovement> take(String order) {
        return Optional.ofNullable(orders.remove(order)).orElse(List.of());
    }

    /// The orders that nobody has taken.
    public List<String> left() {
        return List.copyOf(orders.keySet());
    }
}
