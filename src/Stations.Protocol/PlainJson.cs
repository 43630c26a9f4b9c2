namespace Stations.Protocol;

/// <summary>
/// A reader of the plainest JSON: texts without escapes, numbers without exponents. It says no to everything else, also to what is right, and the
/// general reader has the word then. A text is taken up to the next quotation mark and is not checked: only one that equals a known one may be believed.
/// </summary>
internal ref struct PlainJson(ReadOnlySpan<byte> json)
{
    /// <summary>A quotient of two whole numbers below 2^53 is rounded once, so it is the double that the digits mean.</summary>
    private const int MostDigits = 15;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly ReadOnlySpan<byte> json = json;
    private int at;

    /// <summary>Nothing but white space follows.</summary>
    public bool IsOver
    {
        get
        {
            SkipSpace();
            return at == json.Length;
        }
    }

    public bool TryTake(char expected)
    {
        SkipSpace();
        return TryTakeNext(expected);
    }

    public bool TryName(out ReadOnlySpan<byte> name) => TryText(out name) && TryTake(':');

    public bool TryText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryTake('"'))
        {
            return false;
        }

        var length = json[at..].IndexOf((byte)'"');
        if (length < 0)
        {
            return false;
        }

        text = json.Slice(at, length);
        at += length + 1;
        return true;
    }

    /// <summary>A whole number from 0.</summary>
    public bool TryWhole(out long number)
    {
        SkipSpace();
        return TryDigits(out number, out var digits) && digits <= 18;
    }

    public bool TryNumber(out double number)
    {
        SkipSpace();
        var isNegative = TryTakeNext('-');
        number = 0;
        if (!TryDigits(out var value, out var digits))
        {
            return false;
        }

        var decimals = 0;
        if (TryTakeNext('.'))
        {
            var start = at;
            value = ReadDigits(value);
            decimals = at - start;
            if (decimals == 0)
            {
                return false;
            }
        }

        if (digits + decimals > MostDigits)
        {
            return false;
        }

        number = value / Powers[decimals];
        number = isNegative ? -number : number;
        return true;
    }

    public bool TryFlag(out bool flag)
    {
        SkipSpace();
        flag = TryWord("true"u8);
        return flag || TryWord("false"u8);
    }

    public bool TryNull()
    {
        SkipSpace();
        return TryWord("null"u8);
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        var isThere = json[at..].StartsWith(word);
        at += isThere ? word.Length : 0;
        return isThere;
    }

    private bool TryDigits(out long value, out int digits)
    {
        var start = at;
        value = ReadDigits(0);
        digits = at - start;
        return digits == 1 || (digits > 1 && json[start] != '0');
    }

    /// <summary>More than 18 of them overflow; the caller counts them.</summary>
    private long ReadDigits(long value)
    {
        for (; at < json.Length && (uint)(json[at] - '0') <= 9; at++)
        {
            value = value * 10 + (json[at] - '0');
        }

        return value;
    }

    private bool TryTakeNext(char expected)
    {
        var isThere = at < json.Length && json[at] == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipSpace()
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
    }
}
