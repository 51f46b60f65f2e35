using System.Globalization;
using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>What a <see cref="WriterProcess"/> says. The last line of a killed one may be cut: such a line says nothing.</summary>
internal static class WriterOutput
{
    public static Acknowledgement? Acknowledged(string? line) => line?.Split(' ') is ["ack", var stream, var version, var size, var batch, "whole"]
        ? new Acknowledgement(batch, stream, long.Parse(version, CultureInfo.InvariantCulture), int.Parse(size, CultureInfo.InvariantCulture))
        : null;

    public static string? Refused(string? line) => line?.Split(' ') is ["refused", var batch, "whole"] ? batch : null;
}
