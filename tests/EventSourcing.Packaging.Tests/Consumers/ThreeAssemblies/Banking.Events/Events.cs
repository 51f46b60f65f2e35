using EventSourcing;

namespace Banking.Events;

[DomainEvent] public sealed record AccountOpened(string Owner, decimal InitialBalance);
[DomainEvent("money-withdrawn", Version = 2, Aliases = ["cash-withdrawn"])]
public sealed record MoneyWithdrawn(decimal Amount);

/// <summary>No attribute: it is an event because an aggregate of another assembly handles it.</summary>
public sealed record MoneyDeposited(decimal Amount, DateTimeOffset ValueDate);
