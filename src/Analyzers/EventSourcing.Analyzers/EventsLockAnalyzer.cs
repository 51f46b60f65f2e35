using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Locking;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0503 to ESG0505, ESG0508 and ESG0510: compares the events with <c>events.lock.json</c>. Without that file it does nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventsLockAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [LockRules.EventIsGone, LockRules.BreakingChange, LockRules.NotRecorded, LockRules.NoDefault, LockRules.LockFileUnusable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } events) return;
            if (LockFile.Find(start.Options.AdditionalFiles, start.CancellationToken) is not { } file)
            {
                start.RegisterCompilationEndAction(end => ReportMissing(end, events));
                return;
            }

            if (file.Lock is not { } locked)
            {
                start.RegisterCompilationEndAction(end => end.ReportDiagnostic(Diagnostic.Create(
                    LockRules.LockFileUnusable, file.At(file.Error!.Place), $"cannot be read: {file.Error.Message}")));
                return;
            }

            var index = new Lazy<LockIndex>(() => new LockIndex(events, locked, CancellationToken.None));
            var comparison = new LockComparison(index, IsAccepting(start.Options.AnalyzerConfigOptionsProvider));
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (events.IsEvent((INamedTypeSymbol)symbol.Symbol, symbol.CancellationToken)) comparison.Analyze(symbol);
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportGone(end, index.Value, file));
        });
    }

    private static void ReportGone(CompilationAnalysisContext context, LockIndex index, LockFile file)
    {
        foreach (var name in index.Gone())
        {
            // Where the type that has another name for it is known, it is reported there.
            if (index.HasNewName(name, context.CancellationToken)) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                LockRules.EventIsGone, file.At(index.Lock.Events[name].Place), name, $"give the event that is stored under it the alias '{name}', or write an upcaster with [Upcasts(\"{name}\", version)]"));
        }
    }

    private static void ReportMissing(CompilationAnalysisContext context, EventIndex events)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider;
        if (IsAccepting(options)) return;
        var isRequired = IsRequired(options.GlobalOptions);
        foreach (var type in events.Own(context.CancellationToken))
        {
            if (!isRequired && !type.Locations.Any(l => l.SourceTree is { } tree && IsRequired(options.GetOptions(tree)))) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                LockRules.LockFileUnusable, Location.None, "is missing, and eventsourcing.events_lock says that it is required; write it with 'dotnet build -t:AcceptEventChanges'"));
            return;
        }
    }

    private static bool IsRequired(AnalyzerConfigOptions options) =>
        options.TryGetValue(ConfigurationKeys.EventsLock, out var value) && string.Equals(value.Trim(), "required", StringComparison.OrdinalIgnoreCase);

    private static bool IsAccepting(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(WellKnownNames.AcceptProperty, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
