namespace Orleans.Local;

/// <summary>First in, first out. A ring with a hold on its last element: eight bytes when empty.</summary>
internal struct WorkList
{
    private Work? _last;

    public readonly bool IsEmpty => _last is null;

    public readonly Work? First => _last?.Next;

    public void Add(Work work)
    {
        work.Next = First ?? work;
        _last?.Next = work;
        _last = work;
    }

    public Work? Take()
    {
        var first = First;
        if (first is null)
        {
            return null;
        }

        if (first == _last)
        {
            _last = null;
        }
        else
        {
            _last!.Next = first.Next;
        }

        first.Next = null;
        return first;
    }
}
