using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Stations.Server.Pages;

/// <summary>Markup under construction. What is interpolated is escaped, always; what is literal is not.</summary>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    public void Add(Piece piece) => text.Append(piece.Text);

    public override string ToString() => text.ToString();

    [InterpolatedStringHandler]
    public readonly struct Piece(int literalLength, int formattedCount)
    {
        public StringBuilder Text { get; } = new(literalLength + formattedCount * 16);

        public void AppendLiteral(string literal) => Text.Append(literal);

        public void AppendFormatted(string? value) => Text.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted(int value) => Text.Append(value.ToString(CultureInfo.InvariantCulture));
    }
}
