namespace GitHistory.Git;

/// <summary>Cuts a stream of bytes at its NULs.</summary>
internal sealed class NulTokens(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next token, without its NUL; valid until the next call. <see langword="null"/> at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)0);
            if (length >= 0) return Take(searched + length, skip: 1);

            searched = _end - _start;
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0 && searched == 0) return null;
            if (read == 0) return Take(searched, skip: 0);
            _end += read;
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int skip)
    {
        var token = _buffer.AsMemory(_start, length);
        _start += length + skip;
        return token;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length) return;
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (_start == 0) Array.Resize(ref _buffer, _buffer.Length * 2);
        else rest.CopyTo(_buffer);
        (_start, _end) = (0, rest.Length);
    }
}
