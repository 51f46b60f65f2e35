using EventSourcing.Analyzers.Tests.Verifiers;
using EventSourcing.CodeFixes.Locking;
using Fix = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.EventsLockAnalyzer, EventSourcing.CodeFixes.Locking.RaiseVersionCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Locking;

[TestOf("ESG0504")]
public sealed class RaiseVersionTests
{
    [Test]
    public Task The_fix_writes_the_old_type_and_an_upcaster_that_passes_on_what_is_there() => Fix.VerifyAsync(
        """
        #nullable enable
        using EventSourcing;

        namespace Bank;

        /// <summary>Money was withdrawn.</summary>
        [DomainEvent]
        public sealed record MoneyWithdrawn(long Amount, string {|ESG0504:Currency|}, string? Note = null);
        """,
        """
        #nullable enable
        using EventSourcing;

        namespace Bank;

        /// <summary>Money was withdrawn.</summary>
        [DomainEvent("money-withdrawn", Version = 2)]
        public sealed record {|ESG0505:MoneyWithdrawn|}(long Amount, string Currency, string? Note = null);

        /// <summary>Version 1 of <see cref="MoneyWithdrawn"/>, as it is stored.</summary>
        [DomainEvent("money-withdrawn", Version = 1)]
        public sealed record MoneyWithdrawnV1(int Amount, string? Note = null);

        internal static class MoneyWithdrawnV1Upcaster
        {
            [Upcasts]
            internal static MoneyWithdrawn Upcast(MoneyWithdrawnV1 old) => new(old.Amount, Missing<string>("Currency"), old.Note);

            private static T Missing<T>(string member) =>
                throw new System.NotImplementedException($"Say what '{member}' is in events of version 1 of 'money-withdrawn'.");
        }

        """,
        locked: Locks.Of(Locks.Event("money-withdrawn", "amount: int32", "note: string? = null")));

    [Test]
    public Task The_fix_writes_changed_types_too_and_uses_those_that_have_not_changed() => Fix.VerifyAsync(
        """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using EventSourcing;

        public static class Shop
        {
            public enum Currency { Eur, Usd }
            public sealed record Money(decimal Sum, Currency Currency);
            public sealed record Line(Guid Product, Money Price, bool IsGift);

            [DomainEvent("placed", Version = 3, Aliases = ["made"])]
            internal sealed record {|ESG0504:OrderPlaced|}(ImmutableArray<Line> {|ESG0504:Lines|}, Money Total, IReadOnlyDictionary<string, int> Counts)
            {
                public required DateOnly Due { get; init; }
            }
        }
        """,
        """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using EventSourcing;

        public static class Shop
        {
            public enum Currency { Eur, Usd }
            public sealed record Money(decimal Sum, Currency Currency);
            public sealed record Line(Guid Product, Money Price, bool IsGift);

            [DomainEvent("placed", Version = 4, Aliases = ["made"])]
            internal sealed record {|ESG0505:OrderPlaced|}(ImmutableArray<Line> Lines, Money Total, IReadOnlyDictionary<string, int> Counts)
            {
                public required DateOnly Due { get; init; }
            }

            /// <summary>Version 3 of <see cref="OrderPlaced"/>, as it is stored.</summary>
            [DomainEvent("placed", Version = 3)]
            internal sealed record OrderPlacedV3(IReadOnlyList<OrderPlacedV3Line> Lines, Money Total, IReadOnlyDictionary<string, int> Counts, DateOnly Due, [property: System.Text.Json.Serialization.JsonPropertyName("Odd-name")] OrderPlacedV3Status Oddname);

            internal sealed record OrderPlacedV3Line([property: System.Text.Json.Serialization.JsonRequired] OrderPlacedV3Line? Parent, Money Price, Guid Product);

            internal enum OrderPlacedV3Status : byte
            {
                Open = 0,
                Closed = 1,
            }

            internal static class OrderPlacedV3Upcaster
            {
                [Upcasts]
                internal static OrderPlaced Upcast(OrderPlacedV3 old) => new(Missing<ImmutableArray<Line>>("Lines"), old.Total, old.Counts) { Due = old.Due };

                private static T Missing<T>(string member) =>
                    throw new NotImplementedException($"Say what '{member}' is in events of version 3 of 'placed'.");
            }
        }
        """,
        locked: Locks.Of(Locks.Versions("placed", Locks.Version(
            3,
            """
            "Line": { "members": { "product": "guid", "price": "Amount", "parent": "Line?" } },
            "Amount": { "members": { "sum": "decimal", "currency": "Currency" } },
            "Currency": { "enum": "int32", "values": { "Eur": 0, "Usd": 1 } },
            "Status": { "enum": "uint8", "values": { "Open": 0, "Closed": 1 } }
            """,
            "lines: Line[]", "total: Amount", "due: date", "counts: map<string, int32>", "Odd-name: Status"))));

    [Test]
    public Task The_fix_mends_all_events_of_a_file_each_once() => Fix.VerifyAsync(
        """
        #nullable enable
        using EventSourcing;
        [DomainEvent] public sealed record {|ESG0504:OrderPlaced|}(int {|ESG0504:Amount|}, int {|ESG0504:Count|});
        [DomainEvent] public sealed record {|ESG0504:OrderPaid|};
        """,
        """
        #nullable enable
        using EventSourcing;
        [DomainEvent("order-placed", Version = 2)] public sealed record {|ESG0505:OrderPlaced|}(int Amount, int Count);

        /// <summary>Version 1 of <see cref="OrderPlaced"/>, as it is stored.</summary>
        [DomainEvent("order-placed", Version = 1)]
        public sealed record OrderPlacedV1(decimal Amount, bool Paid);

        internal static class OrderPlacedV1Upcaster
        {
            [Upcasts]
            internal static OrderPlaced Upcast(OrderPlacedV1 old) => new(Missing<int>("Amount"), Missing<int>("Count"));

            private static T Missing<T>(string member) =>
                throw new System.NotImplementedException($"Say what '{member}' is in events of version 1 of 'order-placed'.");
        }

        [DomainEvent("order-paid", Version = 2)] public sealed record {|ESG0505:OrderPaid|};

        /// <summary>Version 1 of <see cref="OrderPaid"/>, as it is stored.</summary>
        [DomainEvent("order-paid", Version = 1)]
        public sealed record OrderPaidV1(decimal Amount, bool IsNew = false, char Kind = 'x', double Rate = 1.5d)
        {
            public IReadOnlyList<string> Tags { get; init; } = [];
        }

        internal static class OrderPaidV1Upcaster
        {
            [Upcasts]
            internal static OrderPaid Upcast(OrderPaidV1 old) => new();
        }

        """.Replace("IReadOnlyList", "System.Collections.Generic.IReadOnlyList", StringComparison.Ordinal),
        iterations: 2,
        locked: Locks.Of(
            Locks.Event("order-placed", "amount: decimal", "paid: bool"),
            Locks.Event("order-paid", "amount: decimal", "isNew: bool = false", "kind: char = 'x'", "rate: float64 = 1.5", "tags: string[] = computed")));

    [Test]
    public Task The_fix_upcasts_from_versions_that_were_left_without_a_way() => CodeFixVerifier<UpcasterAnalyzer, RaiseVersionCodeFixProvider>.VerifyAsync(
        """
        #nullable enable
        using EventSourcing;

        [DomainEvent("order-placed", Version = 3)]
        public sealed record {|ESG0506:OrderPlaced|}(decimal Amount, string Currency);
        """,
        """
        #nullable enable
        using EventSourcing;

        [DomainEvent("order-placed", Version = 3)]
        public sealed record OrderPlaced(decimal Amount, string Currency);

        /// <summary>Version 1 of <see cref="OrderPlaced"/>, as it is stored.</summary>
        [DomainEvent("order-placed", Version = 1)]
        public sealed record OrderPlacedV1(int Amount);

        internal static class OrderPlacedV1Upcaster
        {
            [Upcasts]
            internal static OrderPlaced Upcast(OrderPlacedV1 old) => new(old.Amount, Missing<string>("Currency"));

            private static T Missing<T>(string member) =>
                throw new System.NotImplementedException($"Say what '{member}' is in events of version 1 of 'order-placed'.");
        }

        /// <summary>Version 2 of <see cref="OrderPlaced"/>, as it is stored.</summary>
        [DomainEvent("order-placed", Version = 2)]
        public sealed record OrderPlacedV2(decimal Amount);

        internal static class OrderPlacedV2Upcaster
        {
            [Upcasts]
            internal static OrderPlaced Upcast(OrderPlacedV2 old) => new(old.Amount, Missing<string>("Currency"));

            private static T Missing<T>(string member) =>
                throw new System.NotImplementedException($"Say what '{member}' is in events of version 2 of 'order-placed'.");
        }

        """,
        locked: Locks.Of(Locks.Versions("order-placed", Locks.Version(1, "", "amount: int32"), Locks.Version(2, "", "amount: decimal"))));

    [Test]
    public Task No_fix_is_offered_for_a_version_that_is_not_recorded()
    {
        const string Code = """
            using EventSourcing;
            [DomainEvent("order-placed", Version = 3)] public sealed record {|ESG0506:OrderPlaced|}(decimal Amount);
            """;
        return CodeFixVerifier<UpcasterAnalyzer, RaiseVersionCodeFixProvider>.VerifyAsync(Code, Code, locked: Locks.Of(Locks.Event("order-placed", 1, "amount: decimal")));
    }

    [Test]
    public Task No_fix_is_offered_where_the_name_of_the_old_type_is_taken()
    {
        const string Code = """
            [EventSourcing.DomainEvent] public sealed record OrderPlaced(int {|ESG0504:Amount|});
            public sealed record OrderPlacedV1;
            """;
        return Fix.VerifyAsync(Code, Code, locked: Locks.Of(Locks.Event("order-placed", "amount: decimal")));
    }
}
