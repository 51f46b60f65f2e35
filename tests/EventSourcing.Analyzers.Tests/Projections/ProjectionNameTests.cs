using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ProjectionNameAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0704")]
public sealed class ProjectionNameTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [Test]
    public Task Reports_projections_of_one_name_and_version() => Verify.VerifyAsync(Types + """
        [Projection("order")] public sealed partial class {|ESG0704:Purchases|};
        [Projection] public sealed partial class {|ESG0704:Order|};
        """);

    [Test]
    public Task Accepts_other_names_and_other_versions() => Verify.VerifyAsync(Types + """
        [Projection("order")] public sealed partial class Purchases;
        [Projection("order", Version = 2)] public sealed partial class MorePurchases;
        [Projection("Order")] public sealed partial class Others;
        public sealed class Order;
        """);

    [Test]
    public Task Reports_projections_of_references()
    {
        var test = Verify.Create([Types + "[Projection(\"known\")] public sealed partial class {|ESG0704:Purchases|}; [Projection(\"plain\")] public sealed partial class Plain;"], "", []);
        test.TestState.AdditionalReferences.Add(Verifiers.Compilations.Library("Other", """
            using EventSourcing;
            [assembly: EventCatalog(typeof(Other.DomainEvents))]
            namespace Other
            {
                public static class DomainEvents { public static EventCatalog Catalog => null!; }
                public static class Outer { [Projection("known")] public sealed class First; }
            }
            """));
        return test.RunAsync();
    }

    [Test]
    public Task Says_what_and_where() => Verify.VerifyAsync(
        Types + "[Projection(\"a\")] public sealed partial class {|#0:First|};\n[Projection(\"a\")] public sealed partial class {|#1:Second|};",
        new DiagnosticResult("ESG0704", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "The projections 'First' and 'Second' both are 'a' version 1, so that they would share one checkpoint; give one of them another name with [Projection(\"...\")]"),
        new DiagnosticResult("ESG0704", DiagnosticSeverity.Error).WithLocation(1));
}
