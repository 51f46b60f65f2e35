using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Purity;

/// <summary>Code around what the fixtures of the purity rules are about.</summary>
internal static class PurityCode
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Globalization;
        using System.Linq;
        using EventSourcing;

        """;

    private const string Types = """

        [DomainEvent] public sealed record OrderPlaced(string Name, decimal Amount, DateTimeOffset At, List<string> Lines, int[] Numbers);
        [DomainEvent] public sealed record OrderPaid(decimal Amount);
        [DomainEvent] public sealed record OrderClosed;
        public interface IPrices { decimal this[string name] { get; } decimal Of(string name); DateTimeOffset Now { get; } }
        public static class Config { public static int Counter; public static decimal Rate { get; set; } public static readonly decimal Tax = 0.19m; public static decimal Zero => 0; }
        """;

    /// <summary>An aggregate that is its own state, with these members.</summary>
    public static string Aggregate(string members) => Usings + "public sealed partial class Order : AggregateRoot<string>\n{\n" + members + "\n}" + Types;

    /// <summary>An aggregate over a state record, with these members.</summary>
    public static string Stateful(string members) => Usings + """
        public sealed record Total(decimal Amount, string Text, List<string> Lines) { public Total() : this(0, "", []) { } public Guid Key { get; init; } public DateTimeOffset At { get; init; } }
        public sealed partial class Order : AggregateRoot<string, Total>
        {

        """ + members + "\n}" + Types;

    public static Task VerifyAsync(string source, params DiagnosticResult[] expected) => AnalyzerVerifier<HandlerPurityAnalyzer>.VerifyAsync(source, expected);

    /// <summary>The members of an aggregate that is its own state.</summary>
    public static Task VerifyMembersAsync(string members) => VerifyAsync(Aggregate(members));

    /// <summary>The members of an aggregate over a state record.</summary>
    public static Task VerifyStatefulAsync(string members) => VerifyAsync(Stateful(members));
}
