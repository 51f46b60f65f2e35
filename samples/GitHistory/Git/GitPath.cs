using System.Buffers;
using System.Text;

namespace GitHistory.Git;

/// <summary>
/// Paths of git are bytes, mostly UTF-8; ours are text. A byte that is no UTF-8 becomes a character of the private use area, U+EF80 to
/// U+EFFF, and so do the bytes of these characters themselves: every path has a text of its own, and comes back from it byte for byte.
/// </summary>
internal static class GitPath
{
    private const char EscapeBase = '\uEF00';

    /// <summary>The text of a path's bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes)) return Encoding.ASCII.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status == OperationStatus.Done && !IsEscape(rune.Value)) text.Append(rune.ToString());
            else foreach (var octet in bytes[..length]) text.Append((char)(EscapeBase + octet));
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a path's text.</summary>
    public static byte[] Encode(string path)
    {
        var bytes = new ArrayBufferWriter<byte>(path.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in path.EnumerateRunes())
        {
            if (IsEscape(rune.Value)) bytes.Write([(byte)rune.Value]);
            else bytes.Write(utf8[..rune.EncodeToUtf8(utf8)]);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The bytes of a path as git prints it with <c>core.quotePath=false</c>: as they are, and in quotes with C escapes where they have a
    /// control character, a quote or a backslash.
    /// </summary>
    public static byte[] Quote(string path)
    {
        var bytes = Encode(path);
        if (!bytes.Any(NeedsEscape)) return bytes;
        var quoted = new List<byte>(bytes.Length + 8) { (byte)'"' };
        foreach (var octet in bytes)
        {
            if (NeedsEscape(octet)) quoted.AddRange(Encoding.ASCII.GetBytes(EscapeOf(octet)));
            else quoted.Add(octet);
        }

        quoted.Add((byte)'"');
        return [.. quoted];
    }

    /// <summary>The text of a path as somebody typed it: as it is, or in quotes as git prints it, also with octal escapes.</summary>
    public static string Unquote(string typed)
    {
        if (typed.Length < 2 || typed[0] != '"' || typed[^1] != '"') return typed;
        var bytes = new List<byte>(typed.Length);
        var inner = Encoding.UTF8.GetBytes(typed[1..^1]);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] != '\\' || i + 1 == inner.Length)
            {
                bytes.Add(inner[i]);
            }
            else if (inner[++i] is >= (byte)'0' and <= (byte)'3' && i + 2 < inner.Length)
            {
                bytes.Add((byte)(((inner[i] - '0') << 6) | ((inner[i + 1] - '0') << 3) | (inner[i + 2] - '0')));
                i += 2;
            }
            else
            {
                var at = Letters.IndexOf((char)inner[i], StringComparison.Ordinal);
                bytes.Add(at < 0 ? inner[i] : Controls[at]);
            }
        }

        return Decode([.. bytes]);
    }

    private const string Letters = "abtnvfr";

    private static ReadOnlySpan<byte> Controls => [7, 8, 9, 10, 11, 12, 13];

    private static bool IsEscape(int codePoint) => codePoint is >= EscapeBase + 0x80 and <= EscapeBase + 0xFF;

    private static bool NeedsEscape(byte octet) => octet is < 0x20 or 0x7F or (byte)'"' or (byte)'\\';

    private static string EscapeOf(byte octet)
    {
        if (octet is (byte)'"' or (byte)'\\') return $"\\{(char)octet}";
        var at = Controls.IndexOf(octet);
        return at < 0 ? $"\\{Convert.ToString(octet, 8).PadLeft(3, '0')}" : $"\\{Letters[at]}";
    }
}
