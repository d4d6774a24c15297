"""Plain HTTP: pages, the programme, QR codes, health."""
