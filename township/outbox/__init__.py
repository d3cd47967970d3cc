"""待发送: what is written down where there is no signal, kept on the phone and sent later."""
