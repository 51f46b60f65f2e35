using System.Globalization;
using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how a projection takes events that are delivered together, where some of its handlers take runs.</summary>
internal static class ProjectionRunEmitter
{
    /// <summary>Emits the method.</summary>
    public static void Emit(SourceWriter writer, ProjectionModel projection)
    {
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open("async global::System.Threading.Tasks.ValueTask global::EventSourcing.IProjection.HandleAsync(global::System.Collections.Generic.IReadOnlyList<global::EventSourcing.EventContext> events, global::System.Threading.CancellationToken cancellationToken)");
        writer.Line("var start = 0;");
        writer.Open("while (start < events.Count)");
        writer.Line("var run = RunOf(events[start].Event.Data);");
        writer.Line("var end = start + 1;");
        writer.Line("while (run >= 0 && end < events.Count && RunOf(events[end].Event.Data) == run) end++;");
        writer.Open("switch (run)");
        for (var i = 0; i < projection.Handlers.Count; i++)
        {
            var handler = projection.Handlers[i];
            if (!handler.TakesRun) continue;
            var call = ProjectionEmitter.Call(handler, $"global::EventSourcing.HandledEvents.Run<{handler.EventType}>(events, start, end)");
            writer.Line($"case {i.ToString(CultureInfo.InvariantCulture)}:").Indent();
            writer.Line(handler.Returns == ProjectionReturn.Nothing ? call + ";" : $"await {call}.ConfigureAwait(false);");
            writer.Line("break;").Outdent();
        }

        writer.Line("default:").Indent();
        writer.Line("await ((global::EventSourcing.IProjection)this).HandleAsync(events[start], cancellationToken).ConfigureAwait(false);");
        writer.Line("break;").Outdent().Close().Blank();
        writer.Line("start = end;").Close().Blank();
        writer.Line("static int RunOf(object data) => data switch");
        writer.Line("{").Indent();
        for (var i = 0; i < projection.Handlers.Count; i++)
            writer.Line($"{projection.Handlers[i].EventType} => {(projection.Handlers[i].TakesRun ? i.ToString(CultureInfo.InvariantCulture) : "-1")},");
        writer.Line("_ => -1,").Outdent().Line("};");
        writer.Close();
    }
}
