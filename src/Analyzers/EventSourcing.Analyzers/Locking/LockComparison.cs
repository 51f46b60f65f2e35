using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Locking;

/// <summary>Compares one event with the lock. Of several things to say about it, only what matters most is said.</summary>
/// <param name="index">The events and the lock.</param>
/// <param name="isAccepting">Whether this build records what is compatible, so that it need not be told.</param>
internal sealed class LockComparison(Lazy<LockIndex> index, bool isAccepting)
{
    private const int MostChanges = 3;

    /// <summary>Reports what is wrong with an event.</summary>
    public void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (index.Value.Find(type) is not { } identity) return;
        var entries = index.Value.EntriesOf(identity).ToList();
        if (entries.Count == 0)
        {
            ReportNew(context, identity);
            return;
        }

        if (ReportUnread(context, identity, entries)) return;
        if (ShapeReader.Read(type, context.CancellationToken) is not { } current) return;
        var recorded = entries.Where(e => e.Value.Versions.ContainsKey(identity.Version)).ToList();
        var changes = recorded.SelectMany(e => LockComparer.Compare(e.Value.Versions[identity.Version], current.Shape)).ToList();
        if (Report(context, current, changes.Where(c => c.IsBreaking), LockRules.BreakingChange)) return;
        if (Report(context, current, changes.Where(c => c.Kind == LockChangeKind.MemberAddedWithoutDefault), LockRules.NoDefault)) return;
        if (index.Value.IsCurrent(identity) && index.Value.LacksWay(identity)) return;
        if (changes.Count > 0) ReportNotRecorded(context, identity, "has changed in a way that keeps stored events readable");
        else if (recorded.Count == 0) ReportNotRecorded(context, identity, $"has a new version, {Text(identity.Version)},");
        else if (IsRenamed(identity)) ReportNotRecorded(context, identity, "has another name or alias");
    }

    private void ReportNew(SymbolAnalysisContext context, LockedIdentity identity)
    {
        if (index.Value.FormerNameOf(identity.Type, context.CancellationToken) is not { } former)
        {
            // What cannot be stored has a diagnostic of its own.
            if (ShapeReader.Read(identity.Type, context.CancellationToken) is not null) ReportNotRecorded(context, identity, "is new");
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            LockRules.EventIsGone,
            EventAnalyzer.LocationOf(identity.Type, context.Compilation),
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.Alias, former),
            former,
            $"'{identity.Type.Name}' has the same shape: if it is the same event, give it the alias '{former}'"));
    }

    /// <summary>Reports stored names that the event has read before and does not read now.</summary>
    private bool ReportUnread(SymbolAnalysisContext context, LockedIdentity identity, List<KeyValuePair<string, LockedEvent>> entries)
    {
        if (!index.Value.IsCurrent(identity)) return false;
        var known = new HashSet<string>(identity.Aliases, StringComparer.Ordinal) { identity.Name };
        foreach (var entry in entries)
        {
            foreach (var alias in entry.Value.Aliases)
            {
                if (known.Contains(alias) || index.Value.IsRead(alias)) continue;
                context.ReportDiagnostic(Diagnostic.Create(
                    LockRules.EventIsGone,
                    EventAnalyzer.LocationOf(identity.Type, context.Compilation),
                    ImmutableDictionary<string, string?>.Empty.Add(FixHints.Alias, alias),
                    alias,
                    $"it is a former name of '{identity.Name}': give '{identity.Type.Name}' the alias '{alias}' again"));
                return true;
            }
        }

        return false;
    }

    private bool IsRenamed(LockedIdentity identity)
    {
        if (!index.Value.Lock.Events.TryGetValue(identity.Name, out var own)) return true;
        foreach (var alias in identity.Aliases)
        {
            if (!own.Aliases.Contains(alias)) return true;
        }

        return false;
    }

    private static bool Report(SymbolAnalysisContext context, CurrentEvent current, IEnumerable<LockChange> changes, DiagnosticDescriptor rule)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(FixHints.StoredName, current.Name)
            .Add(FixHints.StoredVersion, Text(current.Version));
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var places = new List<(Location Place, List<LockChange> Changes)>();
        foreach (var change in changes)
        {
            // Of what is wrong with one value, the first says enough; what is wrong at one place is said together.
            if (!paths.Add(change.Path)) continue;
            var place = PlaceOf(context, type, current, change);
            var known = places.FindIndex(p => p.Place == place);
            if (known < 0) places.Add((place, [change]));
            else places[known].Changes.Add(change);
        }

        foreach (var (place, at) in places)
        {
            var isOwn = at.Count == 1 && at[0].Path == at[0].Member;
            var what = string.Join("; ", at.Take(MostChanges).Select(LockMessages.Of)) + (at.Count > MostChanges ? $"; and {Text(at.Count - MostChanges)} more" : "");
            context.ReportDiagnostic(Diagnostic.Create(rule, place, isOwn ? properties.Add(FixHints.OwnMember, "") : properties, type.Name, what));
        }

        return places.Count > 0;
    }

    /// <summary>The member that has changed, or through which the change is reached; the event itself where the member is gone or inherited.</summary>
    private static Location PlaceOf(SymbolAnalysisContext context, INamedTypeSymbol type, CurrentEvent current, LockChange change)
    {
        if (current.Members.TryGetValue(change.Member, out var member) && SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && Violations.LocationOf(member) is { } place)
            return place;
        return EventAnalyzer.LocationOf(type, context.Compilation);
    }

    private void ReportNotRecorded(SymbolAnalysisContext context, LockedIdentity identity, string what)
    {
        if (isAccepting) return;
        context.ReportDiagnostic(Diagnostic.Create(LockRules.NotRecorded, EventAnalyzer.LocationOf(identity.Type, context.Compilation), identity.Type.Name, what));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
