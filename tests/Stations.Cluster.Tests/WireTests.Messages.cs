using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Cluster;

namespace Stations.Cluster.Tests;

/// <summary>The messages, and their bytes.</summary>
public sealed partial class WireTests
{
    /// <summary>As the version wrote them that had them first.</summary>
    public static TheoryData<string, string> Kept => new()
    {
        { "outcome", "MAHPE0CvD291dGNvbWXoCAMVCQMVQQd3aHkBDeA=" },
        { "device-birth", "MAEQbhx7GWRldmljZS1iaXJ0aOgwAcGvPIQJanNvbkBRU3RhdGlvbnMuTW9kZWwuRGV2aWNlSW5mbyxTdGF0aW9ucy5Nb2RlbEHGAnsiSWQiOnsiRGlzdHJpY3QiOiJkIiwiTm9kZSI6Im4iLCJEZXZpY2UiOiJjIiwiTm9kZUlkIjp7IkRpc3RyaWN0IjoiZCIsIk5vZGUiOiJuIn19LCJLaW5kIjozLCJTdGF0aW9uIjp7IkRpc3RyaWN0IjoiZCIsIlN0YXRpb24iOiJzIn0sIk5hbWUiOiJDb29sZXIiLCJTbG90cyI6MiwiRmlybXdhcmUiOiIxLjIifeBBBXt94A==" },
        { "contribution", "MAHBrzyECWpzb25AVVN0YXRpb25zLk1vZGVsLkNvbnRyaWJ1dGlvbixTdGF0aW9ucy5Nb2RlbEEuAnsiTmVlZCI6MSwiVGFsbHkiOnsiRnJlZSI6MSwiQnVzeSI6MiwiT3V0T2ZPcmRlciI6MywiVW5rbm93biI6NCwiVG90YWwiOjEwfSwiTG93Q29uZmlkZW5jZSI6dHJ1ZSwiQ2Vsc2l1cyI6OTEuNSwiUmVwb3J0ZWRBdCI6MTcwMDAwMDAwMDAwMH3g" },
        { "contribution-why", "MAHBrzyECWpzb25AVVN0YXRpb25zLk1vZGVsLkNvbnRyaWJ1dGlvbixTdGF0aW9ucy5Nb2RlbEG+AnsiTmVlZCI6MSwiVGFsbHkiOnsiRnJlZSI6MSwiQnVzeSI6MiwiT3V0T2ZPcmRlciI6MywiVW5rbm93biI6NCwiVG90YWwiOjEwfSwiTG93Q29uZmlkZW5jZSI6dHJ1ZSwiQ2Vsc2l1cyI6OTEuNSwiUmVwb3J0ZWRBdCI6MTcwMDAwMDAwMDAwMCwiV2h5IjoiUkVQT1JURUQiLCJBdCI6MTcwMDAwMDAwMDAwMX3g" },
        { "recovered", "MAHGgcqUFgJTeXN0ZW0uQ29sbGVjdGlvbnMuR2VuZXJpYy5MaXN0YDFbW1N5c3RlbS5Db2xsZWN0aW9ucy5HZW5lcmljLktleVZhbHVlUGFpcmAyW1tzdHJpbmddLFtTdGF0aW9ucy5Nb2RlbC5Db250cmlidXRpb24sU3RhdGlvbnMuTW9kZWxdXV1dAAMhQAtkOm46YzEBwa88hAlqc29uQFVTdGF0aW9ucy5Nb2RlbC5Db250cmlidXRpb24sU3RhdGlvbnMuTW9kZWxBLgJ7Ik5lZWQiOjEsIlRhbGx5Ijp7IkZyZWUiOjEsIkJ1c3kiOjIsIk91dE9mT3JkZXIiOjMsIlVua25vd24iOjQsIlRvdGFsIjoxMH0sIkxvd0NvbmZpZGVuY2UiOnRydWUsIkNlbHNpdXMiOjkxLjUsIlJlcG9ydGVkQXQiOjE3MDAwMDAwMDAwMDB94ODg" },
        { "station", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLlN0YXRpb25JbmZvLFN0YXRpb25zLk1vZGVsQcIDeyJJZCI6eyJEaXN0cmljdCI6ImQiLCJTdGF0aW9uIjoicyJ9LCJOYW1lIjp7InpoLUNOIjoiXHU5QTdGXHU3QUQ5IiwiZW4iOiJTdGF0aW9uIn0sIkRpc3RyaWN0TmFtZSI6eyJ6aC1DTiI6Ilx1OUE3Rlx1N0FEOSIsImVuIjoiU3RhdGlvbiJ9LCJBZGRyZXNzIjpudWxsLCJIb3VycyI6IjI0LzciLCJQb3NpdGlvbiI6eyJMYXRpdHVkZSI6MzIuNSwiTG9uZ2l0dWRlIjoxMTIuMjV9LCJab25lIjoiQXNpYS9TaGFuZ2hhaSJ94A==" },
        { "node-access", "MAHCLws0F25vZGUtYWNjZXNz6EAJaGFzaEEJbmV4dAEFAQMBCSEAA0EDY+ABA+A=" },
        { "access-changes", "MAE6U7dzHWFjY2Vzcy1jaGFuZ2Vz6AAVAQMhAANBB2Q6buDg" },
        { "fleet-cell", "MAEjiCQQFWZsZWV0LWNlbGzoIIAAgLX39X+fCIEAAAAAAAAAAOAB8gwBeQEJARXg" },
        { "photo", "MAELr1XEF3Bob3RvLXN0YXRlQBVpbWFnZS9qcGVnQQcBAgPg" },
        { "act", "MAHBrzyECWpzb25AQ1N0YXRpb25zLk1vZGVsLkFjdCxTdGF0aW9ucy5Nb2RlbEG9eyJLaW5kIjoiQWNrbm93bGVkZ2UiLCJCeSI6ImNoaWVmIiwiQ29kZSI6IlNNT0tFIiwiU2xvdCI6MywiVGV4dCI6IndoeSIsIlVudGlsIjoxNzAwMDAwMDAwMDAwfeA=" },
        { "act-answer", "CAMV" },
        { "order-request", "MAHBrzyECWpzb25AVVN0YXRpb25zLk1vZGVsLk9yZGVyUmVxdWVzdCxTdGF0aW9ucy5Nb2RlbEHeAnsiVmVyYiI6Im9wZW5fZG9vciIsIlNsb3QiOjIsIkJ5IjoiY2hpZWYiLCJSZWFzb24iOiJ3aHkiLCJBc2tlZEF0IjoxNzAwMDAwMDAwMDAwLCJFeHBpcmVzQXQiOjE3MDAwMDAwMzAwMDAsIktleSI6ImtleSIsIkRpZ2VzdCI6ImRpZ2VzdCIsIkFyZ3VtZW50cyI6eyJzZWNvbmRzIjozMH0sIklzSW50ZXJsb2NrIjp0cnVlfeA=" },
        { "command-answer", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLk9yZGVyQW5zd2VyLFN0YXRpb25zLk1vZGVsQRYIeyJWZXJkaWN0IjoiUmVmdXNlZCIsIk9yZGVyIjp7IklkIjoibzEiLCJFcG9jaCI6NCwiVmVyYiI6Im9wZW5fZG9vciIsIlNsb3QiOjIsIkJ5IjoiY2hpZWYiLCJSZWFzb24iOiJ3aHkiLCJJc3N1ZWRBdCI6MTcwMDAwMDAwMDAwMCwiRXhwaXJlc0F0IjoxNzAwMDAwMDMwMDAwLCJLZXkiOiJrZXkiLCJEaWdlc3QiOiJkaWdlc3QiLCJBcmd1bWVudHMiOnsic2Vjb25kcyI6MzB9LCJCb290IjoiQTEiLCJJc1N0b3AiOnRydWUsIklzSW50ZXJsb2NrIjp0cnVlLCJFZmZlY3RXaXRoaW4iOjEwMDAwLCJTdGF0ZSI6IkRPTkUiLCJFZmZlY3QiOiJTRUVOIiwiQXR0ZW1wdHMiOjEsIkhhbmRlZE91dEF0IjoxNzAwMDAwMDAwMDAxLCJNYXJrcyI6W3siU3RhdGUiOiJRVUVVRUQiLCJBdCI6MTcwMDAwMDAwMDAwMCwiQnkiOiJjaGllZiIsIldoeSI6bnVsbH0seyJTdGF0ZSI6IkRPTkUiLCJBdCI6MTcwMDAwMDAwMDAwMiwiQnkiOm51bGwsIldoeSI6ImRvbmUifV19LCJHdWFyZCI6IlNBRkUiLCJEZXRhaWwiOiJkZXRhaWwifeA=" },
        { "config-request", "MAHBrzyECWpzb25AV1N0YXRpb25zLk1vZGVsLkNvbmZpZ1JlcXVlc3QsU3RhdGlvbnMuTW9kZWxBa3siVmFsdWVzIjp7InRhcmdldF9jIjo0LjV9LCJCeSI6ImNoaWVmIiwiRXhwZWN0ZWQiOjN94A==" },
        { "config-answer", "MAHBrzyECWpzb25AVVN0YXRpb25zLk1vZGVsLkNvbmZpZ0Fuc3dlcixTdGF0aW9ucy5Nb2RlbEG6A3siVmVyZGljdCI6IkNoYW5nZWQiLCJDb25maWciOnsiRGVzaXJlZCI6eyJWZXJzaW9uIjozLCJWYWx1ZXMiOnsidGFyZ2V0X2MiOjQuNX0sIkJ5IjoiY2hpZWYiLCJBdCI6MTcwMDAwMDAwMDAwMH0sIlJlcG9ydGVkIjp7IlZlcnNpb24iOjIsIlZhbHVlcyI6eyJ0YXJnZXRfYyI6NC41fSwiUmVmdXNlZCI6IndoeSIsIkF0IjoxNzAwMDAwMDAwMDAxLCJCb290IjoiQTEiLCJTZXEiOjd9fSwiRGV0YWlsIjoiZGV0YWlsIn3g" },
        { "hold-request", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLkhvbGRSZXF1ZXN0LFN0YXRpb25zLk1vZGVsQf97IklkIjoiMDEyMzQ1Njc4OWFiY2RlZiIsIlJpZGVyIjoicmlkZXIiLCJDbGFpbSI6ImNsYWltIiwiU2xvdCI6MiwiQXNrZWRBdCI6MTcwMDAwMDAwMDAwMCwiVW50aWwiOjE3MDAwMDA2MDAwMDAsIklzT2ZmZXIiOnRydWV94A==" },
        { "hold-answer", "MAHBrzyECWpzb25AUVN0YXRpb25zLk1vZGVsLkhvbGRBbnN3ZXIsU3RhdGlvbnMuTW9kZWxBTgR7IlZlcmRpY3QiOiJOb3RZb3VycyIsIkhvbGQiOnsiSWQiOiIwMTIzNDU2Nzg5YWJjZGVmIiwiUmlkZXIiOiJyaWRlciIsIkNsYWltIjoiY2xhaW0iLCJTbG90IjoyLCJTaW5jZSI6MTcwMDAwMDAwMDAwMCwiVW50aWwiOjE3MDAwMDA2MDAwMDAsIklzT2ZmZXIiOnRydWUsIlN0YXRlIjoibG9zdCIsIkVuZGVkQXQiOjE3MDAwMDAzMDAwMDAsIk1vdmVkRnJvbSI6MX0sIk9yZGVyIjp7IlZlcmRpY3QiOiJGdWxsIiwiT3JkZXIiOm51bGwsIkd1YXJkIjpudWxsLCJEZXRhaWwiOm51bGx9feA=" },
        { "hold", "MAHBrzyECWpzb25ARVN0YXRpb25zLk1vZGVsLkhvbGQsU3RhdGlvbnMuTW9kZWxBygJ7IklkIjoiMDEyMzQ1Njc4OWFiY2RlZiIsIlJpZGVyIjoicmlkZXIiLCJDbGFpbSI6ImNsYWltIiwiU2xvdCI6MiwiU2luY2UiOjE3MDAwMDAwMDAwMDAsIlVudGlsIjoxNzAwMDAwNjAwMDAwLCJJc09mZmVyIjp0cnVlLCJTdGF0ZSI6Imxvc3QiLCJFbmRlZEF0IjoxNzAwMDAwMzAwMDAwLCJNb3ZlZEZyb20iOjF94A==" },
        { "queue-answer", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLlF1ZXVlQW5zd2VyLFN0YXRpb25zLk1vZGVsQc4DeyJQb3NpdGlvbiI6MSwiV2FpdGluZyI6MiwiSXNGdWxsIjp0cnVlLCJEZXZpY2UiOiJkOm46YyIsIkhvbGQiOnsiSWQiOiIwMTIzNDU2Nzg5YWJjZGVmIiwiUmlkZXIiOiJyaWRlciIsIkNsYWltIjoiY2xhaW0iLCJTbG90IjoyLCJTaW5jZSI6MTcwMDAwMDAwMDAwMCwiVW50aWwiOjE3MDAwMDA2MDAwMDAsIklzT2ZmZXIiOnRydWUsIlN0YXRlIjoibG9zdCIsIkVuZGVkQXQiOjE3MDAwMDAzMDAwMDAsIk1vdmVkRnJvbSI6MX194A==" },
        { "caretaker", "MAGPZt5RH2NhcmV0YWtlci1zdGF0ZSAAA0Enc2VydmVyLTEgMjAyNi0wMS0wMeDg" },
        { "report", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLlJlcG9ydEV2ZW50LFN0YXRpb25zLk1vZGVsQV4CeyJLaW5kIjoiRmlsZWQiLCJUaWNrZXQiOiJ0aWNrZXQiLCJTbG90IjoyLCJSZWFzb24iOiJkb29yX3N0dWNrIiwiVGV4dCI6InRleHQiLCJSZXBvcnRlciI6InJlcG9ydGVyIiwiS2V5Ijoia2V5IiwiQnkiOiJjaGllZiIsIkZyb20iOjksIlBob3RvQnl0ZXMiOjEwfeA=" },
        { "report-reply", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLlJlcG9ydFJlcGx5LFN0YXRpb25zLk1vZGVsQUd7IkFuc3dlciI6IkZ1bGwiLCJUaWNrZXQiOiJ0aWNrZXQifeA=" },
        { "hold-wish", "MAHBrzyECWpzb25ATVN0YXRpb25zLk1vZGVsLkhvbGRXaXNoLFN0YXRpb25zLk1vZGVsQc17IklkIjoiMDEyMzQ1Njc4OWFiY2RlZiIsIktleSI6ImtleSIsIkNsYWltIjoiY2xhaW0iLCJEZXZpY2VzIjpbImQ6bjpjIl0sIlNsb3QiOjIsIlF1ZXVlIjoiZDpzOndhdGVyIn3g" },
        { "rider-answer", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLlJpZGVyQW5zd2VyLFN0YXRpb25zLk1vZGVsQSoKeyJWZXJkaWN0IjoiSGFzQW5vdGhlciIsIlN0YWtlIjp7IklkIjoiMDEyMzQ1Njc4OWFiY2RlZiIsIktleSI6ImtleSIsIkNsYWltIjoiY2xhaW0iLCJBdCI6MSwiVW50aWwiOjIsIlNsb3QiOjMsIkRldmljZSI6ImQ6bjpjIiwiUXVldWUiOiJkOnM6d2F0ZXIiLCJJc09mZmVyIjp0cnVlLCJJc092ZXIiOnRydWUsIkxvc3RBdCI6ImQ6bjpjIn0sIkhvbGQiOnsiSWQiOiIwMTIzNDU2Nzg5YWJjZGVmIiwiUmlkZXIiOiJyaWRlciIsIkNsYWltIjoiY2xhaW0iLCJTbG90IjoyLCJTaW5jZSI6MTcwMDAwMDAwMDAwMCwiVW50aWwiOjE3MDAwMDA2MDAwMDAsIklzT2ZmZXIiOnRydWUsIlN0YXRlIjoibG9zdCIsIkVuZGVkQXQiOjE3MDAwMDAzMDAwMDAsIk1vdmVkRnJvbSI6MX0sIlF1ZXVlIjp7IlBvc2l0aW9uIjoxLCJXYWl0aW5nIjoyLCJJc0Z1bGwiOnRydWUsIkRldmljZSI6ImQ6bjpjIiwiSG9sZCI6eyJJZCI6IjAxMjM0NTY3ODlhYmNkZWYiLCJSaWRlciI6InJpZGVyIiwiQ2xhaW0iOiJjbGFpbSIsIlNsb3QiOjIsIlNpbmNlIjoxNzAwMDAwMDAwMDAwLCJVbnRpbCI6MTcwMDAwMDYwMDAwMCwiSXNPZmZlciI6dHJ1ZSwiU3RhdGUiOiJsb3N0IiwiRW5kZWRBdCI6MTcwMDAwMDMwMDAwMCwiTW92ZWRGcm9tIjoxfX0sIlJlZnVzZWRVbnRpbCI6NX3g" },
        { "queue-place", "MAHBrzyECWpzb25AUVN0YXRpb25zLk1vZGVsLlF1ZXVlUGxhY2UsU3RhdGlvbnMuTW9kZWxBxXsiSWQiOiIwMTIzNDU2Nzg5YWJjZGVmIiwiUmlkZXIiOiJyaWRlciIsIkNsYWltIjoiY2xhaW0iLCJTaW5jZSI6MSwiRGV2aWNlIjoiZDpuOmMiLCJPZmZlcmVkQXQiOjJ94A==" },
        { "roster", "MAHBrzyECWpzb25ASVN0YXRpb25zLk1vZGVsLlJvc3RlcixTdGF0aW9ucy5Nb2RlbEG6B3siVmVyc2lvbiI6NiwiQWNjb3VudHMiOlt7Ik5hbWUiOiJjaGllZiIsIlJpZ2h0cyI6eyJSb2xlIjoiT3BlcmF0b3IiLCJEaXN0cmljdHMiOlsiZCJdfSwiUGFzc3dvcmRIYXNoIjoiaGFzaCIsIkNvZGUiOnsiSGFzaCI6Imhhc2giLCJVbnRpbCI6MTcwMDAwMDAwMDAwMCwiQXR0ZW1wdHMiOjJ9LCJJc0Rpc2FibGVkIjp0cnVlLCJNYWRlQXQiOjF9XSwiVG9rZW5zIjpbeyJOYW1lIjoicHJvZ3JhbSIsIlJpZ2h0cyI6eyJSb2xlIjoiT3BlcmF0b3IiLCJEaXN0cmljdHMiOlsiZCJdfSwiSGFzaCI6Imhhc2giLCJNYWRlQnkiOiJjaGllZiIsIk1hZGVBdCI6MTcwMDAwMDAwMDAwMCwiVW50aWwiOjE3MDAwMDAwMDAwMDJ9XSwiU2Vzc2lvbnMiOlt7Ik51bWJlciI6NywiSGFzaCI6Imhhc2giLCJBY2NvdW50IjoiY2hpZWYiLCJGcm9tIjoiMTAuMC4wLjEiLCJBZ2VudCI6ImJyb3dzZXIiLCJPcGVuZWRBdCI6MTcwMDAwMDAwMDAwMCwiVXNlZEF0IjoxNzAwMDAwMDAwMDAxfV194A==" },
        { "roster-answer", "CAMR" },
        { "roster-first", "MAHBrzyECWpzb25AYVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStGaXJzdCxTdGF0aW9ucy5Nb2RlbEFNeyJOYW1lIjoiY2hpZWYiLCJQYXNzd29yZEhhc2giOiJoYXNoIn3g" },
        { "roster-add", "MAHBrzyECWpzb25AXVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStBZGQsU3RhdGlvbnMuTW9kZWxB83siTmFtZSI6ImNoaWVmIiwiUmlnaHRzIjp7IlJvbGUiOiJPcGVyYXRvciIsIkRpc3RyaWN0cyI6WyJkIl19LCJDb2RlIjp7Ikhhc2giOiJoYXNoIiwiVW50aWwiOjE3MDAwMDAwMDAwMDAsIkF0dGVtcHRzIjoyfX3g" },
        { "roster-entitle", "MAHBrzyECWpzb25AZVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStFbnRpdGxlLFN0YXRpb25zLk1vZGVsQXl7Ik5hbWUiOiJjaGllZiIsIlJpZ2h0cyI6eyJSb2xlIjoiVmlld2VyIiwiRGlzdHJpY3RzIjpudWxsfX3g" },
        { "roster-disable", "MAHBrzyECWpzb25AZVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStEaXNhYmxlLFN0YXRpb25zLk1vZGVsQUV7Ik5hbWUiOiJjaGllZiIsIklzRGlzYWJsZWQiOnRydWV94A==" },
        { "roster-remove", "MAHBrzyECWpzb25AY1N0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStSZW1vdmUsU3RhdGlvbnMuTW9kZWxBIXsiTmFtZSI6ImNoaWVmIn3g" },
        { "roster-reset", "MAHBrzyECWpzb25AYVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStSZXNldCxTdGF0aW9ucy5Nb2RlbEGVeyJOYW1lIjoiY2hpZWYiLCJDb2RlIjp7Ikhhc2giOiJoYXNoIiwiVW50aWwiOjE3MDAwMDAwMDAwMDAsIkF0dGVtcHRzIjoyfX3g" },
        { "roster-try-code", "MAHBrzyECWpzb25AZVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStUcnlDb2RlLFN0YXRpb25zLk1vZGVsQUV7Ik5hbWUiOiJjaGllZiIsIkNvZGVIYXNoIjoiaGFzaCJ94A==" },
        { "roster-claim", "MAHBrzyECWpzb25AYVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStDbGFpbSxTdGF0aW9ucy5Nb2RlbEFzeyJOYW1lIjoiY2hpZWYiLCJDb2RlSGFzaCI6Imhhc2giLCJQYXNzd29yZEhhc2giOiJvdGhlciJ94A==" },
        { "roster-set-password", "MAHBrzyECWpzb25AbVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStTZXRQYXNzd29yZCxTdGF0aW9ucy5Nb2RlbEFxeyJOYW1lIjoiY2hpZWYiLCJPbGRIYXNoIjoiaGFzaCIsIlBhc3N3b3JkSGFzaCI6Im90aGVyIn3g" },
        { "roster-add-token", "MAHBrzyECWpzb25AZ1N0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStBZGRUb2tlbixTdGF0aW9ucy5Nb2RlbEFeAnsiVG9rZW4iOnsiTmFtZSI6InByb2dyYW0iLCJSaWdodHMiOnsiUm9sZSI6Ik9wZXJhdG9yIiwiRGlzdHJpY3RzIjpbImQiXX0sIkhhc2giOiJoYXNoIiwiTWFkZUJ5IjoiY2hpZWYiLCJNYWRlQXQiOjE3MDAwMDAwMDAwMDAsIlVudGlsIjoxNzAwMDAwMDAwMDAyfX3g" },
        { "roster-remove-token", "MAHBrzyECWpzb25AbVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStSZW1vdmVUb2tlbixTdGF0aW9ucy5Nb2RlbEEleyJOYW1lIjoicHJvZ3JhbSJ94A==" },
        { "roster-open", "MAHBrzyECWpzb25AX1N0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStPcGVuLFN0YXRpb25zLk1vZGVsQYoCeyJTZXNzaW9uIjp7Ik51bWJlciI6NywiSGFzaCI6Imhhc2giLCJBY2NvdW50IjoiY2hpZWYiLCJGcm9tIjoiMTAuMC4wLjEiLCJBZ2VudCI6ImJyb3dzZXIiLCJPcGVuZWRBdCI6MTcwMDAwMDAwMDAwMCwiVXNlZEF0IjoxNzAwMDAwMDAwMDAxfSwiUGFzc3dvcmRIYXNoIjoiaGFzaCJ94A==" },
        { "roster-use", "MAHBrzyECWpzb25AXVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStVc2UsU3RhdGlvbnMuTW9kZWxBGXsiTnVtYmVyIjo3feA=" },
        { "roster-close", "MAHBrzyECWpzb25AYVN0YXRpb25zLk1vZGVsLlJvc3RlckNoYW5nZStDbG9zZSxTdGF0aW9ucy5Nb2RlbEEZeyJOdW1iZXIiOjd94A==" },
        { "audit", "MAHBrzyECWpzb25AUVN0YXRpb25zLk1vZGVsLkF1ZGl0RW50cnksU3RhdGlvbnMuTW9kZWxB93siTnVtYmVyIjozLCJBdCI6MTcwMDAwMDAwMDAwMCwiV2hvIjoiY2hpZWYiLCJGcm9tIjoiMTAuMC4wLjEiLCJBY3QiOiJQT1NUIC9ub2RlcyIsIk9uIjoiZDpuIiwiU3RhdHVzIjoyMDEsIkRldGFpbCI6ImRvbmUifeA=" },
    };

    private static DeviceId Device => new("d", "n", "c");

    private static StationId Station => new("d", "s");

    private static Contribution Contribution => new(Need.Water, new Tally(1, 2, 3, 4), LowConfidence: true, 91.5, 1_700_000_000_000);

    private static Hold Hold => new("0123456789abcdef", "rider", "claim", 2, 1_700_000_000_000, 1_700_000_600_000, IsOffer: true) { State = HoldState.Lost, EndedAt = 1_700_000_300_000, MovedFrom = 1 };

    private static QueueAnswer Queue => new(1, 2, IsFull: true, "d:n:c", Hold);

    private static Rights Rights => new(Role.Operator, ["d"]);

    private static OneTimeCode Code => new("hash", 1_700_000_000_000, 2);

    private static OperatorSession Session => new(7, "hash", "chief", "10.0.0.1", "browser", 1_700_000_000_000, 1_700_000_000_001);

    private static ApiToken Token => new("program", Rights, "hash", "chief", 1_700_000_000_000, 1_700_000_000_002);

    private static Dictionary<string, string> Words => new(StringComparer.Ordinal) { ["zh-CN"] = "驿站", ["en"] = "Station" };

    private static Dictionary<string, double> Arguments => new(StringComparer.Ordinal) { ["seconds"] = 30 };

    private static Dictionary<string, SettingValue> Settings => new(StringComparer.Ordinal) { ["target_c"] = new(Number: 4.5) };

    private static Command Command => new("o1", 4, "open_door", 2, "chief", "why", 1_700_000_000_000, 1_700_000_030_000)
    {
        Key = "key",
        Digest = "digest",
        Arguments = Arguments,
        Boot = "A1",
        IsStop = true,
        IsInterlock = true,
        EffectWithin = 10_000,
        State = CommandState.Done,
        Effect = Effect.Seen,
        Attempts = 1,
        HandedOutAt = 1_700_000_000_001,
        Marks = [new(CommandState.Queued, 1_700_000_000_000, "chief", null), new(CommandState.Done, 1_700_000_000_002, null, "done")],
    };

    private static object Value(string what) => what switch
    {
        "outcome" => new Outcome(OutcomeKind.Rejected, RejectReason.TooDeep, "why", 3),
        "device-birth" => new DeviceBirth(new DeviceInfo(Device, DeviceKind.WaterCooler, Station, "Cooler", 2, "1.2"), "{}"u8.ToArray()),
        "contribution" => Contribution,
        "contribution-why" => Contribution with { Why = StatusReason.Reported, At = 1_700_000_000_001 },
        "recovered" => new List<KeyValuePair<string, Contribution>> { new("d:n:c", Contribution) },
        "station" => new StationInfo(Station, Words, Words, null, "24/7", new Position(32.5, 112.25), "Asia/Shanghai"),
        "node-access" => new NodeAccess("hash", "next", 1, IsDisabled: true, 2, ["c"], MayEnrolItself: true),
        "access-changes" => new AccessChanges(5, IsWhole: true, ["d:n"]),
        "fleet-cell" => new FleetCell(DateTimeOffset.UnixEpoch, 414, 30, 2, 5),
        "photo" => new PhotoState { Type = "image/jpeg", Bytes = [1, 2, 3] },
        "act" => new Act(ActKind.Acknowledge, "chief", "SMOKE", 3, "why", 1_700_000_000_000),
        "act-answer" => ActAnswer.NotShelvable,
        "order-request" => new CommandRequest("open_door", 2, "chief", "why", 1_700_000_000_000, 1_700_000_030_000, "key", "digest", Arguments) { IsInterlock = true },
        "command-answer" => new CommandAnswer(CommandVerdict.Refused, Command, Guard.Safe, "detail"),
        "config-request" => new ConfigRequest(Settings, "chief", 3),
        "config-answer" => new ConfigAnswer(
            ConfigVerdict.Changed,
            new Config(new DesiredConfig(3, Settings, "chief", 1_700_000_000_000), new ReportedConfig(2, Settings, "why", 1_700_000_000_001, "A1", 7)),
            "detail"),
        "hold-request" => new HoldRequest("0123456789abcdef", "rider", "claim", 2, 1_700_000_000_000, 1_700_000_600_000, IsOffer: true),
        "hold-answer" => new HoldAnswer(HoldVerdict.NotYours, Hold, new CommandAnswer(CommandVerdict.Full)),
        "hold" => Hold,
        "queue-answer" => Queue,
        "caretaker" => new CaretakerState { Settled = ["server-1 2026-01-01"] },
        "report" => new ReportEvent(ReportEventKind.Filed, "ticket", 2, ReportReason.DoorStuck, "text", "reporter", "key", "chief", 9, 10),
        "report-reply" => new ReportReply(ReportAnswer.Full, "ticket"),
        "hold-wish" => new HoldWish("0123456789abcdef", "key", "claim", ["d:n:c"], 2, "d:s:water"),
        "rider-answer" => new RiderAnswer(
            RiderVerdict.HasAnother,
            new Stake("0123456789abcdef", "key", "claim", 1, 2, 3, "d:n:c", "d:s:water") { IsOffer = true, IsOver = true, LostAt = "d:n:c" },
            Hold,
            Queue,
            5),
        "queue-place" => new QueuePlace("0123456789abcdef", "rider", "claim", 1) { Device = "d:n:c", OfferedAt = 2 },
        "roster" => new Roster(6, [new Account("chief", Rights, "hash", Code, IsDisabled: true, 1)], [Token], [Session]),
        "roster-answer" => RosterAnswer.LastAdministrator,
        "roster-first" => new RosterChange.First("chief", "hash"),
        "roster-add" => new RosterChange.Add("chief", Rights, Code),
        "roster-entitle" => new RosterChange.Entitle("chief", new Rights(Role.Viewer)),
        "roster-disable" => new RosterChange.Disable("chief", IsDisabled: true),
        "roster-remove" => new RosterChange.Remove("chief"),
        "roster-reset" => new RosterChange.Reset("chief", Code),
        "roster-try-code" => new RosterChange.TryCode("chief", "hash"),
        "roster-claim" => new RosterChange.Claim("chief", "hash", "other"),
        "roster-set-password" => new RosterChange.SetPassword("chief", "hash", "other"),
        "roster-add-token" => new RosterChange.AddToken(Token),
        "roster-remove-token" => new RosterChange.RemoveToken("program"),
        "roster-open" => new RosterChange.Open(Session, "hash"),
        "roster-use" => new RosterChange.Use(7),
        "roster-close" => new RosterChange.Close(7),
        "audit" => new AuditEntry(3, 1_700_000_000_000, "chief", "10.0.0.1", "POST /nodes", "d:n", 201, "done"),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such message."),
    };
}
