package dev.sarraf.customers;

import java.util.Optional;

/// What was typed of the customer, or what the merchant gave beforehand.
///
/// @param address where bills go, as JSON text
/// @param shipping where goods go, as JSON text
public record Details(
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> address,
        Optional<String> shipping) {
    Person person() {
        return new Person(name, email.flatMap(Email::read), phone.flatMap(Phone::read), address, shipping);
    }
}
