namespace EventSourcing.Analyzers.Purity;

/// <summary>The members, types and namespaces that are known to be impure, as documentation-comment ids; a method without a parameter list stands for all overloads.</summary>
internal static class ImpureDefaults
{
    public static readonly (ImpurityKind Kind, string[] Ids)[] Impure =
    [
        (ImpurityKind.Nondeterministic,
        [
            "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
            "T:System.TimeProvider", "T:System.Diagnostics.Stopwatch", "M:System.Guid.NewGuid", "M:System.Guid.CreateVersion7",
            "T:System.Random", "T:System.Security.Cryptography.RandomNumberGenerator", "M:System.IO.Path.GetRandomFileName",
            "T:System.Environment", "T:System.AppContext", "T:System.AppDomain", "T:System.Runtime.InteropServices.RuntimeInformation",
            "M:System.String.GetHashCode", "T:System.HashCode", "M:System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode", "P:System.Diagnostics.Activity.Current",
            "T:EventSourcing.EventSourcingContext", "T:EventSourcing.IEventIdGenerator", "N:Microsoft.Extensions.Configuration",
        ]),
        (ImpurityKind.SideEffect,
        [
            "N:System.IO", "N:System.Net", "N:System.Data", "N:Microsoft.EntityFrameworkCore", "T:System.Console", "T:System.Diagnostics.Process",
            "M:System.IO.Path.GetTempPath", "M:System.IO.Path.GetTempFileName", "M:System.IO.Path.GetFullPath", "M:System.IO.Path.Exists",
            "T:System.Threading.Thread", "T:System.Threading.ThreadPool", "T:System.Threading.Timer", "T:System.Threading.Tasks.Parallel", "T:System.Threading.Tasks.TaskFactory",
            "M:System.Threading.Tasks.Task.Run", "M:System.Threading.Tasks.Task.Delay", "M:System.Threading.Tasks.Task.Start", "M:System.Threading.Tasks.Task.Wait",
            "T:EventSourcing.IEventStore", "T:EventSourcing.AggregateRepository",
        ]),
        (ImpurityKind.Raises,
        [
            "M:EventSourcing.AggregateRoot.Raise", "M:EventSourcing.AggregateRoot.RaiseAll", "M:EventSourcing.IEventStore.AppendAsync", "M:EventSourcing.IDecider.Execute",
            "M:EventSourcing.AggregateRepository.SaveAsync", "M:EventSourcing.AggregateRepository.ExecuteAsync", "M:EventSourcing.DeciderRepositoryExtensions.ExecuteAsync",
        ]),
        (ImpurityKind.Logging,
        [
            "N:Microsoft.Extensions.Logging", "N:Serilog", "T:System.Diagnostics.Trace", "T:System.Diagnostics.TraceSource", "T:System.Diagnostics.ActivitySource",
            "N:System.Diagnostics.Metrics",
        ]),
        (ImpurityKind.Culture,
        [
            "P:System.Globalization.CultureInfo.CurrentCulture", "P:System.Globalization.CultureInfo.CurrentUICulture", "P:System.Globalization.CultureInfo.InstalledUICulture",
            "P:System.TimeZoneInfo.Local", "P:System.TimeZone.CurrentTimeZone",
            "M:System.DateTime.ToLocalTime", "M:System.DateTime.ToUniversalTime", "M:System.DateTimeOffset.ToLocalTime", "P:System.DateTimeOffset.LocalDateTime",
            "M:System.DateTime.ToShortDateString", "M:System.DateTime.ToLongDateString", "M:System.DateTime.ToShortTimeString", "M:System.DateTime.ToLongTimeString",
            "M:System.DateOnly.ToShortDateString", "M:System.DateOnly.ToLongDateString", "M:System.TimeOnly.ToShortTimeString", "M:System.TimeOnly.ToLongTimeString",
        ]),
    ];

    /// <summary>What is pure, or no matter of purity, in an impure namespace.</summary>
    public static readonly string[] Pure =
    [
        "T:System.IO.Path", "T:System.IO.MemoryStream", "T:System.IO.StringReader", "T:System.IO.StringWriter", "T:System.IO.BinaryReader", "T:System.IO.BinaryWriter",
        "N:System.IO.Hashing", "N:System.IO.Compression", "T:System.Net.IPAddress", "T:System.Net.IPEndPoint", "T:System.Net.IPNetwork", "T:System.Net.DnsEndPoint", "T:System.Net.WebUtility",
        "N:System.Net.Mime", "T:System.Net.Mail.MailAddress", "N:System.Data.SqlTypes", "T:System.Exception",
        "P:System.Environment.NewLine",
    ];
}
